import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import * as format from '../format';
import type { MeasureId } from '../measures';
import type { Row } from '../report';
import type { ThumbnailStore } from '../thumbnails';
import { CopyButton } from './CopyButton';
import { Filters } from './Filters';
import { PhotographRows } from './PhotographRows';
import type { PhotographTable } from './table';

interface Properties {
  table: PhotographTable;
  rows: Row[];
  outliers: ReadonlyMap<number, readonly MeasureId[]>;
  thumbnails: ThumbnailStore;
  section: RefObject<HTMLElement>;
}

export function Photographs({ table, rows, outliers, thumbnails, section }: Properties) {
  const [outlines, setOutlines] = useState(true);
  const shown = table.getRowModel().rows;
  const said = shown.length === rows.length ? format.photographs(rows.length) : `${format.count(shown.length)} of ${format.photographs(rows.length)}`;
  return (
    <section id="photographs" ref={section} tabIndex={-1} aria-labelledby="photographs-title">
      <div class="heading">
        <h2 id="photographs-title">Photographs</h2>
        <Announcement text={said} />
      </div>
      <div class="card table-card">
        <Filters table={table} outlierCount={outliers.size}>
          <label class="check"><input type="checkbox" checked={outlines} onChange={(event) => setOutlines(event.currentTarget.checked)} />Mask outline</label>
          <CopyButton label="Copy paths" text={() => shown.map((row) => row.original.source).join('\n')} />
        </Filters>
        <PhotographRows table={table} outliers={outliers} thumbnails={thumbnails} outlines={outlines} />
      </div>
    </section>
  );
}

/** Shown at once, and spoken when typing has stopped. */
function Announcement({ text }: { text: string }) {
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(text), 500);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <>
      <p aria-hidden="true" class="shown">{text}</p>
      <p class="hidden" role="status">{spoken}</p>
    </>
  );
}
