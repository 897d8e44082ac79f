import type { ReportData } from '../report';
import { Icon } from './Icon';

/** What the records do not say, and what went wrong with the run as a whole. */
export function Notices({ report }: { report: ReportData }) {
  if (report.notes.length === 0)
    return null;
  return (
    <ul class="notices">
      {report.notes.map((note) => <li key={note}><Icon name="note" /><span>{note}</span></li>)}
    </ul>
  );
}
