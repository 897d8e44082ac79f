import * as format from './format';
import type { Row } from './report';

export type MeasureId = 'circleRadius' | 'maskRatio' | 'brightness' | 'confidence' | 'decodeMs' | 'processMs' | 'encodeMs';

/** A number of each photograph of which the page shows the distribution. */
export interface Measure {
  id: MeasureId;
  label: string;
  /** What the axis says, after the label. */
  unit: string;
  /** One sentence for who does not know the measure. */
  meaning: string;
  format: (value: number | null) => string;
  /** How ticks of an axis are written, if not as plain numbers. */
  tick?: string;
  /** Whether it tells of the run rather than of the photograph. */
  isTime?: boolean;
}

export const measures: readonly Measure[] = [
  { id: 'circleRadius', label: 'Eye radius', unit: 'pixels', meaning: 'Radius of the eye’s circle in the photograph as it was enhanced.', format: format.pixels },
  { id: 'maskRatio', label: 'Mask ratio', unit: 'of the frame', meaning: 'The part of the frame that the eye covers.', format: format.ratio, tick: '.0%' },
  { id: 'brightness', label: 'Brightness', unit: 'levels', meaning: 'Mean brightness inside the eye, before enhancement.', format: format.level },
  { id: 'confidence', label: 'Confidence', unit: '0 to 1', meaning: 'How well the pixels support the eye mask.', format: format.hundredths },
  { id: 'decodeMs', label: 'Decode', unit: 'ms', meaning: 'Time to read and decode.', format: format.milliseconds, isTime: true },
  { id: 'processMs', label: 'Process', unit: 'ms', meaning: 'Time of the chain itself.', format: format.milliseconds, isTime: true },
  { id: 'encodeMs', label: 'Encode', unit: 'ms', meaning: 'Time to encode and write.', format: format.milliseconds, isTime: true },
];

export const measureOf = (id: string): Measure => measures.find((measure) => measure.id === id)!;

export function valuesOf(rows: readonly Row[], id: MeasureId): number[] {
  return rows.map((row) => row[id]).filter((value): value is number => value !== null);
}
