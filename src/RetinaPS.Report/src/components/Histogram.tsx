import { axisX, axisY, dot, gridY, plot, rectY, ruleX, ruleY, text } from '@observablehq/plot';
import { useEffect, useRef, useState } from 'preact/hooks';
import { binOf, type Bin, type Distribution, type Range } from '../distribution';
import * as format from '../format';
import type { Measure } from '../measures';
import type { Row } from '../report';

interface Properties {
  measure: Measure;
  distribution: Distribution;
  rows: Row[];
  selected: Range | undefined;
  isOutlier: (value: number) => boolean;
  select: (range: Range | undefined) => void;
}

/** What a bar shows of the photographs in the table. */
interface Bar extends Bin {
  usual: number;
  outliers: number;
}

const height = 132;
const margin = { left: 34, right: 10, top: 8, bottom: 24 };

/** Observable Plot draws the bars; over each lies a button as high as the chart, for pointer, keyboard and screen reader alike. */
export function Histogram({ measure, distribution, rows, selected, isOutlier, select }: Properties) {
  const drawing = useRef<HTMLDivElement>(null);
  const width = useWidth(drawing);
  const { bins } = distribution;
  const [active, setActive] = useState(0);
  const buttons = useRef<(HTMLButtonElement | null)[]>([]);
  const [first, last] = [bins[0]!.x1, bins.at(-1)!.x2];
  const isSelected = (bar: Bin): boolean => selected !== undefined && bar.from === selected.from && bar.to === selected.to;

  // After the table, which a person waits for, was painted.
  useEffect(() => {
    if (width > 0)
      drawing.current!.replaceChildren(draw(barsOf(bins, rows, measure, isOutlier), distribution, measure, width));
  }, [distribution, rows, width]);

  const move = (event: KeyboardEvent) => {
    // Empty bars are passed over; the first and the last are none.
    const filled = [...bins.keys()].filter((i) => bins[i]!.count > 0);
    const place = filled.indexOf(active);
    const to = { ArrowLeft: filled[place - 1], ArrowRight: filled[place + 1], Home: filled[0], End: filled.at(-1) }[event.key];
    if (to === undefined)
      return;
    event.preventDefault();
    setActive(to);
    buttons.current[to]?.focus();
  };
  const left = (x: number): number => margin.left + ((x - first) / (last - first)) * (width - margin.left - margin.right);
  return (
    <div class="histogram" style={{ height: `${height}px` }}>
      <div ref={drawing} aria-hidden="true" />
      <div role="group" aria-label={`${measure.label}: bars, left and right arrow keys move`} onKeyDown={move}>
        {width > 0 && bins.map((bar, i) => (
          <button key={i} type="button" ref={(button) => { buttons.current[i] = button; }} tabIndex={i === active ? 0 : -1}
            aria-pressed={isSelected(bar)} aria-label={nameOf(bar, measure)} title={nameOf(bar, measure)} disabled={bar.count === 0}
            style={{ left: `${left(bar.x1)}px`, width: `${left(bar.x2) - left(bar.x1)}px` }}
            onFocus={() => setActive(i)} onClick={() => select(isSelected(bar) ? undefined : { from: bar.from, to: bar.to })} />
        ))}
      </div>
    </div>
  );
}

function barsOf(bins: readonly Bin[], rows: readonly Row[], measure: Measure, isOutlier: (value: number) => boolean): Bar[] {
  const bars = bins.map((bin) => ({ ...bin, usual: 0, outliers: 0 }));
  for (const row of rows) {
    const value = row[measure.id];
    if (value !== null)
      bars[binOf(bins, value)]![isOutlier(value) ? 'outliers' : 'usual']++;
  }

  return bars;
}

/** Whether a bar takes in all that lies beyond the axis. */
function isOpen(bar: Bin): boolean {
  return bar.from === -Infinity || bar.to === Infinity;
}

function nameOf(bar: Bin, measure: Measure): string {
  const span = bar.from === -Infinity
    ? `below ${measure.format(bar.to)}`
    : bar.to === Infinity ? `${measure.format(bar.from)} or more` : `${measure.format(bar.from)} to ${measure.format(bar.to)}`;
  return `${span}: ${format.photographs(bar.count)}`;
}

function draw(bars: Bar[], { median, usual, values }: Distribution, measure: Measure, width: number): Element {
  const [first, last] = [bars[0]!.x1, bars.at(-1)!.x2];
  const x = { x1: 'x1', x2: 'x2', insetLeft: 0.75, insetRight: 0.75 } as const;
  const outliers = [...new Set(values.filter((value) => value < usual.from || value > usual.to).map((value) => Math.min(last, Math.max(first, value))))];
  return plot({
    width,
    height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { domain: [first, last] },
    y: { nice: true },
    style: { background: 'none', fontFamily: 'inherit', fontSize: '11px' },
    marks: [
      gridY({ ticks: 3, stroke: 'var(--line)', strokeOpacity: 1 }),
      rectY(bars, { ...x, y: 'count', fill: 'var(--bar-rest)' }),
      rectY(bars, { ...x, y1: 0, y2: 'usual', fill: 'var(--bar)' }),
      rectY(bars, { ...x, y1: 'usual', y2: (bar: Bar) => bar.usual + bar.outliers, fill: 'var(--outlier)' }),
      ruleX([Math.min(last, Math.max(first, median))], { stroke: 'var(--ink)', strokeDasharray: '2 2', strokeOpacity: 0.55 }),
      ruleY([0], { stroke: 'var(--rule)' }),
      dot(outliers, { x: (value: number) => value, y: 0, dy: 4, r: 2, fill: 'var(--outlier)' }),
      text(bars.filter(isOpen), { x: (bar: Bar) => (bar.x1 + bar.x2) / 2, y: 'count', dy: -7, text: (bar: Bar) => (bar.to === Infinity ? '≥' : '≤'), fill: 'var(--muted)' }),
      axisX({ ticks: Math.max(2, Math.floor(width / 75)), tickSize: 0, tickPadding: 9, color: 'var(--muted)', label: null, ...(measure.tick ? { tickFormat: measure.tick } : {}) }),
      axisY({ ticks: 3, tickSize: 0, color: 'var(--muted)', tickFormat: (value: number) => (Number.isInteger(value) ? format.count(value) : ''), label: null }),
    ],
  });
}

function useWidth(element: { current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry!.contentRect.width)));
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, []);
  return width;
}
