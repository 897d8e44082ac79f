/** What New-RetinaReport writes into the page. Fields of photographs are columns: one array a field, all of the same length. */
export interface ReportData {
  schema: 1;
  title: string;
  made: string;
  version: string;
  /** What the records came from: a manifest's path, or null for the pipeline. */
  manifest: string | null;
  /** Sentences on what the records do not say. */
  notes: string[];
  runs: Run[];
  photographs: Columns;
  /** How many photographs a block of thumbnails holds, and their longer side; null if none were made. */
  thumbnails: { block: number; size: number } | null;
}

/** One run of Invoke-RetinaPreprocess. What is null is not known. */
export interface Run {
  started: string | null;
  finished: string | null;
  module: string | null;
  command: string | null;
  devices: string[];
  engine: string | null;
  /** Names and values, as a person reads them. */
  parameters: [string, string][];
  parametersHash: string | null;
  elapsedSeconds: number | null;
  done: number | null;
  doubtful: number | null;
  failed: number | null;
  skipped: number | null;
  interrupted: boolean;
}

/** In the order in which they are worth a look. */
export const statuses = ['Failed', 'Doubtful', 'Done', 'Skipped'] as const;

export type Status = (typeof statuses)[number];

/** One photograph. What is null is not known or does not apply. */
export interface Photograph {
  source: string;
  sourceBytes: number | null;
  sourceHash: string | null;
  sourceWidth: number | null;
  sourceHeight: number | null;
  destination: string | null;
  destinationBytes: number | null;
  destinationHash: string | null;
  maskDestination: string | null;
  width: number | null;
  height: number | null;
  status: Status;
  /** Size of the image that the circle is measured in. */
  frameWidth: number | null;
  frameHeight: number | null;
  circleX: number | null;
  circleY: number | null;
  circleRadius: number | null;
  maskRatio: number | null;
  maskMethod: string | null;
  confidence: number | null;
  brightness: number | null;
  reason: string | null;
  decodeMs: number | null;
  processMs: number | null;
  encodeMs: number | null;
  errorId: string | null;
  errorMessage: string | null;
  device: string | null;
  finished: string | null;
  run: number | null;
}

export type Columns = { [Field in keyof Photograph]: Photograph[Field][] };

/** A photograph in the table. */
export interface Row extends Photograph {
  /** Its place among the records. */
  index: number;
  name: string;
  folder: string;
  /** The name as it is sorted: by letters without case, and numbers in it by value. */
  order: string;
  totalMs: number | null;
  /** What the search looks through, in lower case. */
  text: string;
}

export function readReport(document: Document): ReportData {
  return JSON.parse(document.getElementById('report-data')!.textContent!) as ReportData;
}

export function toRows(columns: Columns): Row[] {
  const fields = Object.keys(columns) as (keyof Photograph)[];
  return columns.source.map((source, index) => {
    const photograph = {} as Record<keyof Photograph, unknown> as Photograph;
    for (const field of fields)
      (photograph[field] as unknown) = columns[field][index];
    const { reason, errorId, errorMessage, destination, status, maskMethod, device } = photograph;
    const cut = Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1;
    const times = [photograph.decodeMs, photograph.processMs, photograph.encodeMs].filter((time) => time !== null);
    return {
      ...photograph,
      index,
      name: source.slice(cut),
      order: source.slice(cut).toLowerCase().normalize('NFD').replace(/\d+/g, (digits) => digits.padStart(16, '0')),
      folder: source.slice(0, Math.max(0, cut - 1)),
      totalMs: times.length > 0 ? times.reduce((sum, time) => sum + time, 0) : null,
      text: [source, destination, status, maskMethod, reason, errorId, errorMessage, device].filter(Boolean).join('\n').toLowerCase(),
    };
  });
}
