import type { Column } from '@tanstack/preact-table';
import { isOutlier, type Distribution, type Range } from '../distribution';
import * as format from '../format';
import type { Measure } from '../measures';
import type { Features } from '../photographTable';
import type { Row } from '../report';
import { Histogram } from './Histogram';

interface Properties {
  measure: Measure;
  distribution: Distribution;
  /** The photographs that the table shows. */
  rows: Row[];
  outlierCount: number;
  outliersWanted: boolean;
  toggleOutliers: () => void;
  column: Column<Features, Row>;
}

/** One measure: its chart, its middle and ends, and its outliers. */
export function DistributionCard({ measure, distribution, rows, outlierCount, outliersWanted, toggleOutliers, column }: Properties) {
  const selected = column.getFilterValue() as Range | undefined;
  const { median, minimum, maximum } = distribution;
  return (
    <article class={`card chart${measure.isTime ? ' time' : ''}`} aria-labelledby={`chart-${measure.id}`}>
      <div class="chart-title">
        <h3 id={`chart-${measure.id}`} title={measure.meaning}>{measure.label} <small>{measure.unit}</small></h3>
        {outlierCount > 0 && (
          <button type="button" class="outliers" aria-pressed={outliersWanted} onClick={toggleOutliers}>
            {format.count(outlierCount)} outlier{outlierCount === 1 ? '' : 's'}<span class="hidden"> in {measure.label.toLowerCase()}</span>
          </button>
        )}
      </div>
      <Histogram measure={measure} distribution={distribution} rows={rows} selected={selected} isOutlier={(value) => isOutlier(distribution, value)}
        select={(range) => column.setFilterValue(range)} />
      <p class="figures">
        <span>median <strong>{measure.format(median)}</strong></span>
        <span>{measure.format(minimum)} to {measure.format(maximum)}</span>
      </p>
    </article>
  );
}
