const unknown = '–';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const percent = new Intl.NumberFormat('en', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** Makes a formatter that shows what is not known as a dash. */
function orUnknown(format: (value: number) => string): (value: number | null) => string {
  return (value) => (value === null ? unknown : format(value));
}

export const count = (value: number): string => whole.format(value);
export const pixels = orUnknown((value) => value.toFixed(value < 1000 ? 1 : 0));
export const ratio = orUnknown((value) => percent.format(value));
export const hundredths = orUnknown((value) => value.toFixed(2));
export const level = orUnknown((value) => value.toFixed(1));

export const milliseconds = orUnknown((value) => (value < 10 ? value.toFixed(1) : whole.format(value)));

export const bytes = orUnknown((value) => {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const step = value < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${step === 0 ? whole.format(value) : (value / 1000 ** step).toFixed(value / 1000 ** step < 10 ? 2 : 1)} ${units[step]}`;
});

export const rate = orUnknown((value) => (value < 100 ? value.toFixed(1) : whole.format(value)));

export const duration = orUnknown((seconds) => {
  if (seconds < 60)
    return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const rounded = Math.round(seconds);
  const [hours, minutes] = [Math.floor(rounded / 3600), Math.floor((rounded % 3600) / 60)];
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min ${rounded % 60} s`;
});

export function size(width: number | null, height: number | null): string {
  return width === null || height === null ? unknown : `${width} × ${height}`;
}

export function moment(iso: string | null): string {
  if (iso === null)
    return unknown;
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : time.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}

export function photographs(number: number): string {
  return `${count(number)} photograph${number === 1 ? '' : 's'}`;
}
