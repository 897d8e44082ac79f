import type { Column } from '@tanstack/preact-table';
import type { Features } from '../photographTable';
import type { Row } from '../report';
import { Icon } from './Icon';

export function SortHeader({ column, label }: { column: Column<Features, Row>; label: string }) {
  const order = column.getIsSorted();
  return (
    <th scope="col" class={`col-${column.id}`} aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : 'none'}>
      <button type="button" onClick={() => column.toggleSorting(order === 'asc')}>
        {label}
        {order && <Icon name={order === 'asc' ? 'up' : 'down'} />}
      </button>
    </th>
  );
}
