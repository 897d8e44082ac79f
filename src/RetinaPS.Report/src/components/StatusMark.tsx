import type { Status } from '../report';
import { Icon } from './Icon';

/** A status by word, shape and colour. */
export function StatusMark({ status }: { status: Status }) {
  return <span class={`status ${status.toLowerCase()}`}><Icon name={status} />{status}</span>;
}
