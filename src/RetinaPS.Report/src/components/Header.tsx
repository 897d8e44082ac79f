import * as format from '../format';
import type { ReportData } from '../report';
import { ThemeChoice } from './ThemeChoice';

export function Header({ report, count }: { report: ReportData; count: number }) {
  const run = report.runs.at(-1);
  const facts = [
    format.photographs(count),
    run?.started ? format.moment(run.started) : null,
    run && run.devices.length > 0 ? run.devices.join(', ') : null,
  ].filter((fact) => fact !== null);
  return (
    <header>
      <div>
        <p class="kicker">RetinaPS batch report</p>
        <h1>{report.title}</h1>
        <p class="facts">{facts.map((fact) => <span key={fact}>{fact}</span>)}</p>
      </div>
      <ThemeChoice />
    </header>
  );
}
