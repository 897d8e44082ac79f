import type { ColumnFiltersState, ExpandedState, SortingState } from '@tanstack/preact-table';
import { useTable } from '@tanstack/preact-table';
import { useMemo, useRef } from 'preact/hooks';
import { describeAll, findOutliers } from '../distribution';
import { features, makeColumns, mentions } from '../photographTable';
import type { ReportData, Row } from '../report';
import type { ThumbnailStore } from '../thumbnails';
import { Distributions } from './Distributions';
import { Header } from './Header';
import { Notices } from './Notices';
import { Photographs } from './Photographs';
import { Runs } from './Runs';
import { Summary } from './Summary';

interface Properties {
  report: ReportData;
  rows: Row[];
  thumbnails: ThumbnailStore;
}

const failuresFirst: SortingState = [{ id: 'status', desc: false }];

/** The whole page. What is shown of the photographs is the table's state: its filters, its order and the rows that stand open. */
export function App({ report, rows, thumbnails }: Properties) {
  const distributions = useMemo(() => describeAll(rows), [rows]);
  const outliers = useMemo(() => findOutliers(rows, distributions), [rows, distributions]);
  const columns = useMemo(() => makeColumns(outliers), [outliers]);
  const table = useTable({
    features,
    columns,
    data: rows,
    globalFilterFn: mentions,
    getColumnCanGlobalFilter: (column) => column.id === 'name',
    enableMultiSort: false,
    enableSortingRemoval: false,
    getRowCanExpand: () => true,
    initialState: {
      sorting: failuresFirst,
      columnFilters: [] as ColumnFiltersState,
      globalFilter: '',
      expanded: {} as ExpandedState,
    },
  });
  const photographs = useRef<HTMLElement>(null);
  const showPhotographs = () => photographs.current?.scrollIntoView({ block: 'start' });

  return (
    <>
      <a class="skip" href="#photographs">Skip to the photographs</a>
      <Header report={report} count={rows.length} />
      <main>
        <Notices report={report} />
        <Summary report={report} rows={rows} table={table} showPhotographs={showPhotographs} />
        <Distributions table={table} distributions={distributions} outliers={outliers} showPhotographs={showPhotographs} />
        <Photographs table={table} rows={rows} outliers={outliers} thumbnails={thumbnails} section={photographs} />
        <Runs report={report} />
      </main>
      <footer>
        <p>Made by RetinaPS {report.version}. This file loads nothing from anywhere.</p>
        <Licences />
      </footer>
    </>
  );
}

function Licences() {
  return (
    <details>
      <summary>Licences of what this page is made with</summary>
      <pre tabIndex={0} aria-label="Licences">{document.getElementById('licences')?.textContent}</pre>
    </details>
  );
}
