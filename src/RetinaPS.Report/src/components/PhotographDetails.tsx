import { adviceFor } from '../advice';
import * as format from '../format';
import { measureOf, type MeasureId } from '../measures';
import { fileUrl } from '../paths';
import type { Row } from '../report';
import type { Thumbnails } from '../thumbnails';
import { CopyButton } from './CopyButton';
import { Picture } from './Picture';

interface Properties {
  photograph: Row;
  pictures: Thumbnails;
  pending: boolean;
  outlines: boolean;
  outliers: readonly MeasureId[];
}

type Fact = [string, string | null];

/** All that is known of one photograph, and what to do where something is wrong. */
export function PhotographDetails({ photograph, pictures, pending, outlines, outliers }: Properties) {
  const advice = adviceFor(photograph);
  const failed = photograph.status === 'Failed';
  return (
    <div class="details">
      <figure>
        <Picture url={pictures.before} alt={`${photograph.name} before`} outlined={outlines ? photograph : null} pending={pending} />
        <figcaption>Before</figcaption>
      </figure>
      <figure>
        <Picture url={pictures.after} alt={`${photograph.name} after`} outlined={null} pending={pending && !failed} />
        <figcaption>{failed ? 'After: not written' : 'After'}</figcaption>
      </figure>
      <div class="details-text">
        {(photograph.errorMessage || photograph.reason || advice) && (
          <div class={`finding ${photograph.status.toLowerCase()}`}>
            {(photograph.errorMessage ?? photograph.reason) && <p><strong>{photograph.errorMessage ?? sentence(photograph.reason!)}</strong></p>}
            {advice && <p>{advice}</p>}
            {photograph.errorId && <p><code>{photograph.errorId}</code></p>}
          </div>
        )}
        {outliers.length > 0 && <p class="outlier-note"><span class="swatch" aria-hidden="true" />Outlier in {outliers.map((id) => measureOf(id).label.toLowerCase()).join(', ')}.</p>}
        <div class="columns">
          <Facts title="Eye" facts={[
            ['Method', photograph.maskMethod],
            ['Circle', photograph.circleRadius === null ? null : `(${format.pixels(photograph.circleX)}, ${format.pixels(photograph.circleY)}), radius ${format.pixels(photograph.circleRadius)}`],
            ['Mask ratio', known(photograph.maskRatio, format.ratio)],
            ['Confidence', known(photograph.confidence, format.hundredths)],
            ['Brightness', known(photograph.brightness, format.level)],
          ]} />
          <Facts title="Result" facts={[
            ['Photograph', photograph.sourceWidth === null ? null : format.size(photograph.sourceWidth, photograph.sourceHeight)],
            ['Result', photograph.width === null ? null : format.size(photograph.width, photograph.height)],
            ['Bytes read', known(photograph.sourceBytes, format.bytes)],
            ['Bytes written', known(photograph.destinationBytes, format.bytes)],
            ['Device', photograph.device],
            ['Finished', photograph.finished && format.moment(photograph.finished)],
          ]} />
          <Facts title="Time" facts={[
            ['Decode', inMilliseconds(photograph.decodeMs)],
            ['Process', inMilliseconds(photograph.processMs)],
            ['Encode', inMilliseconds(photograph.encodeMs)],
            ['Total', inMilliseconds(photograph.totalMs)],
          ]} />
        </div>
        <dl class="files">
          <FileFact title="Source" path={photograph.source} hash={photograph.sourceHash} />
          <FileFact title="Result" path={photograph.destination} hash={photograph.destinationHash} written={!failed} />
          <FileFact title="Mask" path={photograph.maskDestination} hash={null} written={!failed} />
        </dl>
      </div>
    </div>
  );
}

function Facts({ title, facts }: { title: string; facts: Fact[] }) {
  const present = facts.filter(([, value]) => value !== null);
  return present.length === 0 ? null : (
    <div>
      <h3 class="minor">{title}</h3>
      <dl class="facts-list">{present.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </div>
  );
}

function FileFact({ title, path, hash, written = true }: { title: string; path: string | null; hash: string | null; written?: boolean }) {
  if (path === null)
    return null;
  const url = written ? fileUrl(path) : null;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {url ? <a href={url}>{path}</a> : <span>{path}{written ? '' : ', not written'}</span>}
        <CopyButton label="Copy path" text={() => path} />
        {hash && <code title="XxHash128 of the file">{hash}</code>}
      </dd>
    </div>
  );
}

function known(value: number | null, show: (value: number) => string): string | null {
  return value === null ? null : show(value);
}

function inMilliseconds(value: number | null): string | null {
  return value === null ? null : `${format.milliseconds(value)} ms`;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}
