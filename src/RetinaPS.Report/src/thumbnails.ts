/** Pictures of one photograph as data URLs; null where there is none. */
export interface Thumbnails {
  before: string | null;
  after: string | null;
}

type Block = readonly (readonly [string | null, string | null])[];

/**
 * The pictures that stand in the page behind its script, in blocks of text. A block is read when the first of its photographs is shown, so
 * that a report opens as fast with thousands of pictures as with none.
 */
export class ThumbnailStore {
  private readonly blocks = new Map<number, Block>();

  constructor(private readonly document: Document, private readonly blockSize: number | null) {}

  /** Whether the whole page has arrived; until then a missing block may still come. */
  get complete(): boolean {
    return this.document.readyState !== 'loading';
  }

  whenComplete(action: () => void): void {
    this.document.addEventListener('DOMContentLoaded', action, { once: true });
  }

  of(index: number): Thumbnails {
    const [before, after] = this.blockSize === null ? [] : this.block(Math.floor(index / this.blockSize))?.[index % this.blockSize] ?? [];
    return { before: url(before), after: url(after) };
  }

  private block(number: number): Block | undefined {
    const known = this.blocks.get(number);
    if (known)
      return known;
    const element = this.document.getElementById(`thumbnails-${number}`);
    // While the page is arriving, its last block may be there by half.
    if (!element || (!this.complete && !element.nextElementSibling))
      return undefined;
    const block = JSON.parse(element.textContent!) as Block;
    this.blocks.set(number, block);
    return block;
  }
}

function url(base64: string | null | undefined): string | null {
  return base64 ? `data:image/webp;base64,${base64}` : null;
}
