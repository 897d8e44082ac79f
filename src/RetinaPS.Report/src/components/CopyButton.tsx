import { useEffect, useState } from 'preact/hooks';
import { Icon } from './Icon';

interface Properties {
  label: string;
  text: () => string;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ label, text }: Properties) {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    const timer = said === null ? undefined : setTimeout(() => setSaid(null), 2500);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <button type="button" class="plain copy" onClick={async () => setSaid(await copy(text()) ? 'Copied' : 'The browser refused')}>
      <Icon name={said === 'Copied' ? 'Done' : 'copy'} />
      <span aria-live="polite">{said ?? label}</span>
    </button>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** For browsers that give a local file no clipboard. */
function copyBySelection(text: string): boolean {
  const area = Object.assign(document.createElement('textarea'), { value: text, className: 'hidden' });
  const focused = document.activeElement as HTMLElement | null;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  focused?.focus();
  return copied;
}
