import { Fragment } from 'preact';
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import { defaultRangeExtractor } from '@tanstack/virtual-core';
import type { MeasureId } from '../measures';
import type { PhotographRow } from '../photographTable';
import type { ThumbnailStore } from '../thumbnails';
import { useShownColumns } from '../useShownColumns';
import { useVirtualizer } from '../useVirtualizer';
import { PhotographBody } from './PhotographBody';
import { SortHeader } from './SortHeader';
import type { PhotographTable } from './table';

interface Properties {
  table: PhotographTable;
  outliers: ReadonlyMap<number, readonly MeasureId[]>;
  thumbnails: ThumbnailStore;
  outlines: boolean;
}

const rowHeight = 65;

/**
 * The table, of which only the rows in view exist. Each row, with its details where it stands open, is a table body of its own; empty ones
 * stand for the rows between. One row's button takes part in the tab order; the arrow keys move it.
 */
export function PhotographRows({ table, outliers, thumbnails, outlines }: Properties) {
  const { rows } = table.getRowModel();
  const scroller = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(null);
  const [focusWanted, wantFocus] = useState<string | null>(null);
  const columns = useShownColumns();
  const arrived = useArrival(thumbnails);
  const found = rows.findIndex((row) => row.id === activeId);
  const active = Math.max(0, found);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
    scrollPaddingStart: 40,
    // The row in the tab order exists also where it is out of view.
    rangeExtractor: (range) => [...new Set([...defaultRangeExtractor(range), ...(active < rows.length ? [active] : [])])].sort((a, b) => a - b),
  });

  useFirstRowAtTop(scroller, table);
  // A row that is moved in the page when others come and go loses the focus, and is given it back.
  const held = scroller.current?.contains(document.activeElement) ? document.activeElement!.closest<HTMLElement>('[data-row]')?.dataset.row : undefined;
  useLayoutEffect(() => {
    const id = focusWanted ?? (document.activeElement === document.body ? held : undefined);
    const button = id === undefined ? null : scroller.current!.querySelector<HTMLElement>(`[data-row="${id}"] button`);
    button?.focus({ preventScroll: true });
    if (button && focusWanted !== null)
      wantFocus(null);
  });

  const move = (event: KeyboardEvent) => {
    if (!(event.target as HTMLElement).closest('[data-toggle]'))
      return;
    const page = Math.max(1, Math.floor((scroller.current!.clientHeight - 40) / rowHeight) - 1);
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rows.length - 1 }[event.key];
    if (to === undefined)
      return;
    event.preventDefault();
    const index = Math.min(rows.length - 1, Math.max(0, to));
    virtualizer.scrollToIndex(index, { align: 'auto' });
    setActiveId(rows[index]!.id);
    wantFocus(rows[index]!.id);
  };

  const items = virtualizer.getVirtualItems();
  const total = virtualizer.getTotalSize();
  const gapBefore = (i: number): number => items[i]!.start - (i === 0 ? 0 : items[i - 1]!.end);
  return (
    <div class="scroller" ref={scroller} data-arrived={arrived}>
      <table aria-rowcount={rows.length + 1} aria-describedby="table-keys">
        <caption class="hidden" id="table-keys">Photographs. Up and down arrow keys move between rows, Enter opens one.</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((id) => <SortHeader key={id} column={table.getColumn(id)!} label={String(table.getColumn(id)!.columnDef.header)} />)}
          </tr>
        </thead>
        {items.map((item, i) => {
          const row = rows[item.index] as PhotographRow | undefined;
          return row && (
            <Fragment key={item.key}>
              {gapBefore(i) > 0 && <Gap height={gapBefore(i)} span={columns.length} />}
              <PhotographBody row={row} columns={columns} place={item.index} measure={virtualizer.measureElement} outliers={outliers.get(row.original.index) ?? []}
                thumbnails={thumbnails} outlines={outlines} isActive={item.index === active} activate={() => setActiveId(row.id)} onKeyDown={move} />
            </Fragment>
          );
        })}
        {items.length > 0 && total > items.at(-1)!.end && <Gap height={total - items.at(-1)!.end} span={columns.length} />}
      </table>
      {rows.length === 0 && <p class="nothing">{table.getCoreRowModel().rows.length === 0 ? 'There is no photograph.' : 'No photograph matches.'}</p>}
    </div>
  );
}

function Gap({ height, span }: { height: number; span: number }) {
  return <tbody aria-hidden="true" class="gap"><tr><td colSpan={span} style={{ height: `${height}px` }} /></tr></tbody>;
}

/** Draws again when the whole page, and so every thumbnail, has arrived. */
function useArrival(thumbnails: ThumbnailStore): boolean {
  const [, redraw] = useReducer((draws: number) => draws + 1, 0);
  useEffect(() => {
    if (!thumbnails.complete)
      thumbnails.whenComplete(() => redraw(undefined));
  }, []);
  return thumbnails.complete;
}

/** What is new in a table that was filtered or sorted begins at its top. */
function useFirstRowAtTop(scroller: { current: HTMLElement | null }, table: PhotographTable): void {
  const { sorting, columnFilters, globalFilter } = table.state;
  useLayoutEffect(() => {
    if (scroller.current)
      scroller.current.scrollTop = 0;
  }, [sorting, columnFilters, globalFilter]);
}
