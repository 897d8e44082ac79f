import type { PreactTable } from '@tanstack/preact-table';
import type { Features } from '../photographTable';
import type { Row, Status } from '../report';

export type PhotographTable = PreactTable<Features, Row>;

export function wantedStatuses(table: PhotographTable): Status[] {
  return (table.getColumn('status')!.getFilterValue() as Status[] | undefined) ?? [];
}

/** Shows photographs of a status, or no longer; with none wanted, all are shown. */
export function toggleStatus(table: PhotographTable, status: Status): void {
  const wanted = wantedStatuses(table);
  const next = wanted.includes(status) ? wanted.filter((other) => other !== status) : [...wanted, status];
  table.getColumn('status')!.setFilterValue(next.length > 0 ? next : undefined);
}

/** Lifts every filter. */
export function showAll(table: PhotographTable): void {
  table.setColumnFilters([]);
  table.setGlobalFilter('');
}
