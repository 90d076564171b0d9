import type { DropTarget } from '#contract/drops.ts';

/** A drag over the window: whether it holds files, and over which chat it is. */
export class Drag {
  /** Undefined while nothing is dragged over the window. */
  kind = $state<'files' | 'other'>();
  over = $state.raw<DropTarget>();

  /** Elements the pointer has entered and not left: `dragleave` fires for every child. */
  #depth = 0;
  readonly #onchange: (isDragging: boolean) => void;

  /** `onchange`: a drag begins or ends, so that the window must not hide, or may. */
  constructor(onchange: (isDragging: boolean) => void) {
    this.#onchange = onchange;
  }

  enter(event: DragEvent): void {
    event.preventDefault();
    this.#depth++;
    if (this.kind !== undefined) return;
    this.kind = event.dataTransfer?.types.includes('Files') === true ? 'files' : 'other';
    this.#onchange(true);
  }

  move(event: DragEvent): void {
    event.preventDefault();
    if (event.dataTransfer === null) return;
    const isWelcome = this.kind === 'files' && this.over?.code === undefined;
    event.dataTransfer.dropEffect = isWelcome ? 'copy' : 'none';
  }

  leave(): void {
    this.#depth--;
    if (this.#depth <= 0) this.end();
  }

  /** Ends it. Returns files that were let go where they are welcome, and over which chat. */
  land(
    event: DragEvent,
  ): { readonly files: readonly File[]; readonly target: DropTarget | undefined } | undefined {
    event.preventDefault();
    const target = this.over;
    const files = [...(event.dataTransfer?.files ?? [])];
    this.end();
    return files.length > 0 && target?.code === undefined ? { files, target } : undefined;
  }

  end(): void {
    this.#depth = 0;
    if (this.kind === undefined) return;
    this.kind = undefined;
    this.over = undefined;
    this.#onchange(false);
  }
}
