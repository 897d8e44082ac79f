import * as format from '../format';
import { statuses, type ReportData, type Row, type Status } from '../report';
import { Icon } from './Icon';
import { toggleStatus, wantedStatuses, type PhotographTable } from './table';

interface Properties {
  report: ReportData;
  rows: Row[];
  table: PhotographTable;
  showPhotographs: () => void;
}

/** How many came through how, and how fast. The counts are buttons that filter the table. */
export function Summary({ report, rows, table, showPhotographs }: Properties) {
  const counts = new Map<Status, number>(statuses.map((status) => [status, rows.filter((row) => row.status === status).length]));
  const shown = statuses.filter((status) => status !== 'Skipped' || counts.get(status)! > 0);
  const wanted = wantedStatuses(table);
  return (
    <section class="summary card" aria-labelledby="summary-title">
      <h2 id="summary-title" class="hidden">Summary</h2>
      <div class="outcome">
        <p class="total"><strong>{format.count(rows.length)}</strong> {rows.length === 1 ? 'photograph' : 'photographs'}</p>
        <div class="proportions" aria-hidden="true">
          {shown.filter((status) => counts.get(status)! > 0).reverse().map((status) => <span key={status} class={status.toLowerCase()} style={{ flexGrow: counts.get(status)! }} />)}
        </div>
        <div class="counts" role="group" aria-label="Show only photographs of a status">
          {shown.map((status) => (
            <button key={status} type="button" class={`count ${status.toLowerCase()}`} aria-pressed={wanted.includes(status)}
              disabled={counts.get(status) === 0} onClick={() => { toggleStatus(table, status); showPhotographs(); }}>
              <Icon name={status} />
              <strong>{format.count(counts.get(status)!)}</strong>
              <span>{status.toLowerCase()}</span>
            </button>
          ))}
        </div>
      </div>
      <dl class="pace">
        {paceOf(report, rows).map(({ label, value, detail }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}<small>{detail}</small></dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function paceOf(report: ReportData, rows: Row[]): { label: string; value: string; detail: string }[] {
  const timed = report.runs.filter((run) => run.elapsedSeconds !== null && run.elapsedSeconds > 0);
  const seconds = timed.length > 0 ? timed.reduce((sum, run) => sum + run.elapsedSeconds!, 0) : null;
  const worked = timed.reduce((sum, run) => sum + (run.done ?? 0) + (run.doubtful ?? 0) + (run.failed ?? 0), 0);
  const total = (values: (number | null)[]): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  const spent = rows.map((row) => row.totalMs).filter((time) => time !== null).sort((a, b) => a - b);
  const median = spent.length > 0 ? spent[Math.floor(spent.length / 2)]! : null;
  const [read, written] = [total(rows.map((row) => row.sourceBytes)), total(rows.map((row) => row.destinationBytes))];
  const megapixels = total(rows.map((row) => (row.sourceWidth ?? 0) * (row.sourceHeight ?? 0))) / 1e6;
  return [
    { label: 'Rate', value: `${format.rate(seconds === null ? null : worked / seconds)}${seconds === null ? '' : ' /s'}`,
      detail: seconds === null ? 'the records hold no run times' : 'photographs a second' },
    { label: 'Elapsed', value: format.duration(seconds), detail: report.runs.length > 1 ? `in ${report.runs.length} runs` : 'from start to end' },
    { label: 'Per photograph', value: median === null ? '–' : `${format.milliseconds(median)} ms`, detail: 'median of decode, process, encode' },
    read > 0
      ? { label: 'Data', value: format.bytes(read), detail: `read, ${format.bytes(written)} written` }
      : { label: 'Pixels', value: megapixels > 0 ? `${format.count(megapixels)} MP` : '–', detail: 'in all photographs' },
  ];
}
