import * as format from '../format';
import type { ReportData, Run } from '../report';
import { CopyButton } from './CopyButton';

/** With what the batch was made, and the command to make it again. */
export function Runs({ report }: { report: ReportData }) {
  return (
    <section aria-labelledby="runs-title">
      <div class="heading">
        <h2 id="runs-title">How it was made</h2>
        <p>{report.manifest ? <>From the manifest <code>{report.manifest}</code>, {format.moment(report.made)}.</> : <>From the pipeline’s records, {format.moment(report.made)}.</>}</p>
      </div>
      {[...report.runs].reverse().map((run, i) => <RunCard key={i} run={run} number={report.runs.length - i} of={report.runs.length} />)}
      {report.runs.length === 0 && <p class="aside">Records from the pipeline do not say with which parameters they were made. A manifest does: run Invoke-RetinaPreprocess with -Manifest.</p>}
    </section>
  );
}

function RunCard({ run, number, of }: { run: Run; number: number; of: number }) {
  const facts: [string, string | null][] = [
    ['Started', run.started && format.moment(run.started)],
    ['Finished', run.interrupted ? `${run.finished ? format.moment(run.finished) : ''} (interrupted)`.trim() : run.finished && format.moment(run.finished)],
    ['Elapsed', run.elapsedSeconds === null ? null : format.duration(run.elapsedSeconds)],
    ['Photographs', [[run.done, 'done'], [run.doubtful, 'doubtful'], [run.failed, 'failed'], [run.skipped, 'skipped']]
      .filter(([number]) => number !== null && number !== 0).map(([number, word]) => `${format.count(number as number)} ${word}`).join(', ') || null],
    ['RetinaPS', run.module],
    ['Devices', run.devices.join(', ') || null],
    ['Engine', run.engine],
    ['Parameters’ hash', run.parametersHash],
  ];
  return (
    <article class="card run">
      {of > 1 && <h3>Run {number} of {of}</h3>}
      {run.command && (
        <div class="command">
          <div class="command-title"><h3 class="minor">Command</h3><CopyButton label="Copy the command" text={() => run.command!} /></div>
          <pre tabIndex={0} aria-label="Command">{run.command}</pre>
        </div>
      )}
      <div class="columns">
        <div>
          <h3 class="minor">Parameters</h3>
          <dl class="facts-list">{run.parameters.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </div>
        <div>
          <h3 class="minor">Run</h3>
          <dl class="facts-list">{facts.filter(([, value]) => value).map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
        </div>
      </div>
    </article>
  );
}
