import { useMemo } from 'preact/hooks';
import type { Distribution } from '../distribution';
import * as format from '../format';
import { measures, type Measure, type MeasureId } from '../measures';
import type { OutlierFilter } from '../photographTable';
import type { Row } from '../report';
import { DistributionCard } from './DistributionCard';
import { showAll, type PhotographTable } from './table';

interface Properties {
  table: PhotographTable;
  distributions: ReadonlyMap<MeasureId, Distribution>;
  outliers: ReadonlyMap<number, readonly MeasureId[]>;
  showPhotographs: () => void;
}

/** Small charts, one a measure, that show all photographs and, in full colour, those that the table shows. */
export function Distributions({ table, distributions, outliers, showPhotographs }: Properties) {
  const shown = table.getFilteredRowModel().rows;
  const rows = useMemo<Row[]>(() => shown.map((row) => row.original), [shown]);
  const outlierCounts = useMemo(() => countByMeasure(outliers), [outliers]);
  const known = measures.filter(({ id }) => distributions.has(id));
  const missing = measures.filter(({ id }) => !distributions.has(id));
  if (known.length === 0)
    return null;

  const toggleOutliers = (wanted: OutlierFilter) => {
    const column = table.getColumn('outlier')!;
    column.setFilterValue(column.getFilterValue() === wanted ? undefined : wanted);
    showPhotographs();
  };
  return (
    <section aria-labelledby="distributions-title">
      <div class="heading">
        <h2 id="distributions-title">Distributions</h2>
        <p>Choose a bar to see its photographs. Outliers, <span class="swatch" aria-hidden="true" /> marked, lie more than 1.5 interquartile ranges beyond the quartiles.</p>
        {rows.length < table.getCoreRowModel().rows.length && (
          <p class="selection">{format.count(rows.length)} of {format.photographs(table.getCoreRowModel().rows.length)}
            <button type="button" class="plain" onClick={() => showAll(table)}>Show all</button></p>
        )}
      </div>
      <div class="charts">
        {known.map((measure) => (
          <DistributionCard key={measure.id} measure={measure} distribution={distributions.get(measure.id)!} rows={rows}
            outlierCount={outlierCounts.get(measure.id) ?? 0} column={table.getColumn(measure.id)!}
            outliersWanted={table.getColumn('outlier')!.getFilterValue() === measure.id} toggleOutliers={() => toggleOutliers(measure.id)} />
        ))}
      </div>
      {missing.length > 0 && <p class="aside">Not in these records: {listOf(missing)}.</p>}
    </section>
  );
}

function countByMeasure(outliers: ReadonlyMap<number, readonly MeasureId[]>): Map<MeasureId, number> {
  const counts = new Map<MeasureId, number>();
  for (const id of [...outliers.values()].flat())
    counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function listOf(some: readonly Measure[]): string {
  return some.map(({ label }) => label.toLowerCase()).join(', ');
}
