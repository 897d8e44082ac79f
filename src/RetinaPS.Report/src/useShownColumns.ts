import { useEffect, useState } from 'preact/hooks';
import { columnsByWidth, type ColumnId } from './photographTable';

/** The columns that the window has room for. */
export function useShownColumns(): readonly ColumnId[] {
  const [columns, setColumns] = useState(columnsFor);
  useEffect(() => {
    const queries = columnsByWidth.map(({ from }) => matchMedia(`(min-width: ${from}px)`));
    const update = () => setColumns(columnsFor());
    queries.forEach((query) => query.addEventListener('change', update));
    return () => queries.forEach((query) => query.removeEventListener('change', update));
  }, []);
  return columns;
}

function columnsFor(): readonly ColumnId[] {
  return columnsByWidth.find(({ from }) => matchMedia(`(min-width: ${from}px)`).matches)!.columns;
}
