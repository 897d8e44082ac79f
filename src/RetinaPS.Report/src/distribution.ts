import { measures, valuesOf, type MeasureId } from './measures';
import type { Row } from './report';

/** Values from `from` up to, but not including, `to`; both ends may be open. */
export interface Range {
  from: number;
  to: number;
}

export interface Distribution {
  values: number[];
  median: number;
  minimum: number;
  maximum: number;
  /** What lies outside is an outlier: 1.5 interquartile ranges beyond the quartiles (Tukey). */
  usual: Range;
  /** Bars, from left to right; the outermost take in all that lies beyond the axis. */
  bins: Bin[];
}

export interface Bin extends Range {
  /** How many photographs it stands for. */
  count: number;
  /** Where the bar is drawn. */
  x1: number;
  x2: number;
}

const mostBins = 28;

export function contains(range: Range, value: number): boolean {
  return value >= range.from && value < range.to;
}

export function isOutlier(distribution: Distribution, value: number): boolean {
  return value < distribution.usual.from || value > distribution.usual.to;
}

/** The measure's distribution, or null if no photograph has it. */
export function describe(rows: readonly Row[], id: MeasureId): Distribution | null {
  const values = valuesOf(rows, id).sort((a, b) => a - b);
  if (values.length === 0)
    return null;
  const [minimum, maximum] = [values[0]!, values.at(-1)!];
  const [lower, median, upper] = [quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)];
  // Where nearly all values are equal, a difference of a thousandth is no finding.
  const spread = Math.max(upper - lower, Math.abs(median) * 0.01);
  const usual = { from: lower - 1.5 * spread, to: upper + 1.5 * spread };
  const axis = { from: Math.max(minimum, lower - 5 * spread), to: Math.min(maximum, upper + 5 * spread) };
  return { values, median, minimum, maximum, usual, bins: binsOf(axis, values) };
}

/** For every measure that the photographs have, its distribution. */
export function describeAll(rows: readonly Row[]): Map<MeasureId, Distribution> {
  return new Map(measures.flatMap(({ id }) => {
    const distribution = describe(rows, id);
    return distribution ? [[id, distribution] as const] : [];
  }));
}

/** The measures in which each photograph is an outlier, by its index; photographs that have none are left out. */
export function findOutliers(rows: readonly Row[], distributions: ReadonlyMap<MeasureId, Distribution>): Map<number, MeasureId[]> {
  const found = new Map<number, MeasureId[]>();
  for (const [id, distribution] of distributions) {
    for (const row of rows) {
      const value = row[id];
      if (value !== null && isOutlier(distribution, value))
        found.set(row.index, [...(found.get(row.index) ?? []), id]);
    }
  }

  return found;
}

function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
  return below + (above - below) * (place - Math.floor(place));
}

/** Bins of a round width; the outermost are open where values lie beyond the axis. */
function binsOf(axis: Range, values: readonly number[]): Bin[] {
  const [minimum, maximum] = [values[0]!, values.at(-1)!];
  const wanted = Math.min(mostBins, Math.max(6, Math.ceil(2 * Math.cbrt(values.length))));
  const width = roundStep((axis.to - axis.from) / wanted || Math.abs(axis.to) * 0.01 || 1);
  const first = Math.floor(axis.from / width);
  const last = Math.floor(axis.to / width);
  const edge = (number: number): number => Number((number * width).toPrecision(12));
  const bins = Array.from({ length: last - first + 1 }, (_, i) => {
    const [x1, x2] = [edge(first + i), edge(first + i + 1)];
    return {
      x1,
      x2,
      count: 0,
      from: i === 0 && minimum < x1 ? -Infinity : x1,
      to: first + i === last && maximum >= x2 ? Infinity : x2,
    };
  });
  for (const value of values)
    bins[binOf(bins, value)]!.count++;
  return bins;
}

/** The number of the bin that holds a value. */
export function binOf(bins: readonly Bin[], value: number): number {
  let [low, high] = [0, bins.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < bins[middle]!.to)
      high = middle;
    else
      low = middle + 1;
  }

  return low;
}

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is no less than the width. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  return [1, 2, 2.5, 5, 10].map((step) => step * power).find((step) => step >= width * 0.999)!;
}
