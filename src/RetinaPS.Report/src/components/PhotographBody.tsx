import type { JSX } from 'preact';
import * as format from '../format';
import { measureOf, type MeasureId } from '../measures';
import type { ColumnId, PhotographRow } from '../photographTable';
import type { ThumbnailStore } from '../thumbnails';
import { Icon } from './Icon';
import { PhotographDetails } from './PhotographDetails';
import { Picture } from './Picture';
import { StatusMark } from './StatusMark';

interface Properties {
  row: PhotographRow;
  columns: readonly ColumnId[];
  /** Its place in the table as it is shown. */
  place: number;
  measure: (element: HTMLElement | null) => void;
  outliers: readonly MeasureId[];
  thumbnails: ThumbnailStore;
  outlines: boolean;
  isActive: boolean;
  activate: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const timeMeasures: readonly MeasureId[] = ['decodeMs', 'processMs', 'encodeMs'];

/** One photograph's row, and its details where it stands open. */
export function PhotographBody({ row, columns, place, measure, outliers, thumbnails, outlines, isActive, activate, onKeyDown }: Properties) {
  const photograph = row.original;
  const isOpen = row.getIsExpanded();
  const pictures = thumbnails.of(photograph.index);
  const pending = !thumbnails.complete;
  // Of a path, only the name leaves room for what is said of it.
  const problem = photograph.errorMessage?.replace(photograph.source, () => photograph.name) ?? photograph.reason;
  const detailsId = `details-${row.id}`;
  const toggle = () => { activate(); row.toggleExpanded(); };
  const open: JSX.MouseEventHandler<HTMLElement> = (event) => {
    const selecting = (getSelection()?.toString() ?? '') !== '';
    if (!selecting && !(event.target as HTMLElement).closest('button, a'))
      toggle();
  };
  const isMarked = (id: string): boolean => id === 'totalMs' ? timeMeasures.some((time) => outliers.includes(time)) : outliers.includes(id as MeasureId);
  return (
    <tbody data-index={place} data-row={row.id} ref={measure} class={isOpen ? 'is-open' : undefined}>
      <tr aria-rowindex={place + 2} onClick={open}>
        <th scope="row" class="col-name">
          <div class="name-cell">
            <Picture url={pictures.before} alt="" outlined={outlines ? photograph : null} pending={pending} />
            <Picture url={pictures.after} alt="" outlined={null} pending={pending && photograph.status !== 'Failed'} />
            <div class="name-text">
              <button type="button" data-toggle class="toggle" tabIndex={isActive ? 0 : -1} aria-expanded={isOpen} aria-controls={isOpen ? detailsId : undefined}
                onClick={toggle} onFocus={activate} onKeyDown={onKeyDown}>
                <Icon name="open" /><span class="name">{photograph.name}</span>
              </button>
              <span class={problem ? 'problem' : 'folder'} title={problem ?? photograph.folder}>{problem ?? photograph.folder}</span>
            </div>
          </div>
        </th>
        <td class="col-status"><StatusMark status={photograph.status} /></td>
        {columns.slice(2).map((id) => (
          <td key={id} class={`col-${id} number${isMarked(id) ? ' marked' : ''}`}>
            {textOf(row, id)}{isMarked(id) && <span class="hidden"> (outlier)</span>}
          </td>
        ))}
      </tr>
      {isOpen && (
        <tr class="details-row">
          <td colSpan={columns.length} id={detailsId}>
            <PhotographDetails photograph={photograph} pictures={pictures} pending={pending} outlines={outlines} outliers={outliers} />
          </td>
        </tr>
      )}
    </tbody>
  );
}

function textOf(row: PhotographRow, id: string): string {
  const photograph = row.original;
  if (id === 'size')
    return format.size(photograph.width, photograph.height);
  return id === 'totalMs' ? format.milliseconds(photograph.totalMs) : measureOf(id).format(photograph[id as MeasureId]);
}
