import type { ComponentChildren } from 'preact';
import type { Range } from '../distribution';
import { measureOf, measures, type Measure } from '../measures';
import type { OutlierFilter } from '../photographTable';
import { statuses } from '../report';
import { Icon } from './Icon';
import { showAll, toggleStatus, wantedStatuses, type PhotographTable } from './table';

interface Properties {
  table: PhotographTable;
  outlierCount: number;
  children: ComponentChildren;
}

/** What narrows the table down: words, statuses, outliers, and as removable tags what was chosen in the charts. */
export function Filters({ table, outlierCount, children }: Properties) {
  const outlier = table.getColumn('outlier')!;
  const wanted = wantedStatuses(table);
  const present = new Set(table.getCoreRowModel().rows.map((row) => row.original.status));
  const tags = tagsOf(table);
  const filtered = tags.length > 0 || wanted.length > 0 || outlier.getFilterValue() !== undefined || table.state.globalFilter !== '';
  return (
    <div class="filters">
      <div class="search">
        <Icon name="search" />
        <input type="search" placeholder="Search name, folder, reason, error …" aria-label="Search photographs" autocomplete="off" spellcheck={false}
          value={table.state.globalFilter as string} onInput={(event) => table.setGlobalFilter(event.currentTarget.value)} />
      </div>
      {present.size > 0 && <div class="segments" role="group" aria-label="Statuses">
        {statuses.filter((status) => present.has(status)).map((status) => (
          <button key={status} type="button" class={status.toLowerCase()} aria-pressed={wanted.includes(status)} onClick={() => toggleStatus(table, status)}>
            <Icon name={status} />{status}
          </button>
        ))}
        {outlierCount > 0 && (
          <button type="button" class="outlier" aria-pressed={outlier.getFilterValue() === 'any'}
            onClick={() => outlier.setFilterValue(outlier.getFilterValue() === 'any' ? undefined : 'any')}>
            <span class="swatch" aria-hidden="true" />Outliers
          </button>
        )}
      </div>}
      <div class="trailing">{children}</div>
      {filtered && (
        <ul class="tags" aria-label="Filters in force">
          {tags.map(({ label, remove }) => (
            <li key={label}><button type="button" class="tag" onClick={remove}>{label}<Icon name="close" /><span class="hidden">: remove this filter</span></button></li>
          ))}
          <li><button type="button" class="plain" onClick={() => showAll(table)}>Show all</button></li>
        </ul>
      )}
    </div>
  );
}

function tagsOf(table: PhotographTable): { label: string; remove: () => void }[] {
  const ranges = measures.flatMap((measure) => {
    const column = table.getColumn(measure.id)!;
    const range = column.getFilterValue() as Range | undefined;
    return range ? [{ label: `${measure.label} ${spanOf(range, measure)}`, remove: () => column.setFilterValue(undefined) }] : [];
  });
  const outlier = table.getColumn('outlier')!;
  const wanted = outlier.getFilterValue() as OutlierFilter | undefined;
  return wanted === undefined || wanted === 'any'
    ? ranges
    : [...ranges, { label: `Outliers in ${measureOf(wanted).label.toLowerCase()}`, remove: () => outlier.setFilterValue(undefined) }];
}

function spanOf({ from, to }: Range, measure: Measure): string {
  if (from === -Infinity)
    return `below ${measure.format(to)}`;
  return to === Infinity ? `${measure.format(from)} or more` : `${measure.format(from)} to ${measure.format(to)}`;
}
