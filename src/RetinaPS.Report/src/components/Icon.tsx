const paths = {
  Done: 'M3.5 8.5l3 3 6-7',
  Doubtful: 'M8 2.5L14 13H2L8 2.5zM8 6.5v3M8 11.2v.1',
  Failed: 'M4 4l8 8M12 4l-8 8',
  Skipped: 'M4 4l4 4-4 4M8.5 4l4 4-4 4',
  system: 'M2.5 3.5h11v7h-11zM6 13.5h4M8 10.5v3',
  light: 'M8 5a3 3 0 100 6 3 3 0 000-6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M3.4 12.6l.7-.7M11.9 4.1l.7-.7',
  dark: 'M13 9.5A5.5 5.5 0 116.5 3 4.5 4.5 0 0013 9.5z',
  open: 'M6 4l4 4-4 4',
  close: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  up: 'M8 12.5v-9M4.5 7L8 3.5 11.5 7',
  down: 'M8 3.5v9M4.5 9L8 12.5 11.5 9',
  search: 'M7 2.5a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.5 10.5L14 14',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  note: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 7.2v4M8 4.9v.1',
} as const;

export type IconName = keyof typeof paths;

/** A line drawing of the text's size and colour; the words beside it say what it means. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
