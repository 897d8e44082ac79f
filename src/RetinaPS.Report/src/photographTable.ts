import {
  columnFilteringFeature, createColumnHelper, createFilteredRowModel, createSortedRowModel, globalFilteringFeature, rowExpandingFeature,
  rowSortingFeature, tableFeatures, type FilterFn, type Row as TableRow, type SortFn,
} from '@tanstack/preact-table';
import * as format from './format';
import { contains, type Range } from './distribution';
import { measures, type MeasureId } from './measures';
import { statuses, type Row, type Status } from './report';

export const features = tableFeatures({
  columnFilteringFeature,
  globalFilteringFeature,
  rowExpandingFeature,
  rowSortingFeature,
  filteredRowModel: createFilteredRowModel(),
  sortedRowModel: createSortedRowModel(),
});

export type Features = typeof features;
export type PhotographRow = TableRow<Features, Row>;

/** Which outliers are wanted: of one measure, or of any. */
export type OutlierFilter = MeasureId | 'any';

const helper = createColumnHelper<Features, Row>();

const byName: SortFn<Features, Row> = (a, b) => (a.original.order < b.original.order ? -1 : a.original.order > b.original.order ? 1 : 0);
const byStatus: SortFn<Features, Row> = (a, b) =>
  statuses.indexOf(a.original.status) - statuses.indexOf(b.original.status) || byName(a, b, 'name');
const byNumber: SortFn<Features, Row> = (a, b, column) => a.getValue<number>(column) - b.getValue<number>(column);

const isOneOf: FilterFn<Features, Row> = (row, column, wanted: Status[]) => wanted.includes(row.getValue(column));
const isWithin: FilterFn<Features, Row> = (row, column, range: Range) => {
  const value = row.getValue<number | undefined>(column);
  return value !== undefined && contains(range, value);
};

/** Every word must occur somewhere in what the record says. */
export const mentions: FilterFn<Features, Row> = (row, _, words: string[]) => words.every((word) => row.original.text.includes(word));
mentions.resolveFilterValue = (query: string) => query.toLowerCase().split(/\s+/).filter(Boolean) as never;

/** The columns, and two that are only filtered by. Numbers that are not known come last, whichever way the table is sorted. */
export function makeColumns(outliers: ReadonlyMap<number, readonly MeasureId[]>) {
  const number = (id: string, value: (row: Row) => number | null) =>
    ({ id, accessorFn: (row: Row) => value(row) ?? undefined, sortFn: byNumber, sortUndefined: 'last', filterFn: isWithin, sortDescFirst: false }) as const;
  const isOutlier: FilterFn<Features, Row> = (row, _, wanted: OutlierFilter) => {
    const found = outliers.get(row.original.index);
    return found !== undefined && (wanted === 'any' || found.includes(wanted));
  };

  return helper.columns([
    helper.accessor('name', { header: 'Photograph', sortFn: byName, sortDescFirst: false }),
    helper.accessor('status', { header: 'Status', sortFn: byStatus, filterFn: isOneOf, sortDescFirst: false }),
    helper.accessor((row) => (row.width === null ? undefined : row.width * row.height!), {
      id: 'size', header: 'Result', sortFn: byNumber, sortUndefined: 'last', sortDescFirst: false,
      cell: (context) => format.size(context.row.original.width, context.row.original.height),
    }),
    ...measures.map((measure) => helper.accessor((row) => row[measure.id] ?? undefined, {
      ...number(measure.id, (row) => row[measure.id]),
      header: measure.label,
      cell: (context) => measure.format(context.row.original[measure.id]),
    })),
    helper.accessor((row) => row.totalMs ?? undefined, {
      ...number('totalMs', (row) => row.totalMs), header: 'Time, ms', cell: (context) => format.milliseconds(context.row.original.totalMs),
    }),
    helper.accessor((row) => row.index, { id: 'outlier', header: 'Outlier', filterFn: isOutlier, enableSorting: false }),
  ]);
}

export type ColumnId = 'name' | 'status' | 'size' | 'totalMs' | MeasureId;

/** The columns that a page so wide has room for, in order; details tell the rest. */
export const columnsByWidth: readonly { from: number; columns: readonly ColumnId[] }[] = [
  { from: 1180, columns: ['name', 'status', 'size', 'circleRadius', 'maskRatio', 'brightness', 'confidence', 'totalMs'] },
  { from: 960, columns: ['name', 'status', 'circleRadius', 'maskRatio', 'confidence', 'totalMs'] },
  { from: 640, columns: ['name', 'status', 'confidence', 'totalMs'] },
  { from: 0, columns: ['name', 'status'] },
];
