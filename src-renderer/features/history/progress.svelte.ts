import { SvelteMap } from 'svelte/reactivity';
import type { AppClient } from '#contract/contract.ts';
import type { UploadProgress } from '#contract/uploads.ts';

/** Notices are shown at most this often, however many come in. */
const FLUSH_MS = 200;

/** How far each upload under way has come. A burst of notices becomes one change of the page. */
export class ProgressModel {
  readonly byId = new SvelteMap<number, UploadProgress>();

  readonly #pending = new Map<number, UploadProgress>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #close: () => void;

  constructor(client: AppClient) {
    this.#close = client.uploads.on('progress', (progress) => {
      this.#pending.set(progress.id, progress);
      this.#timer ??= setTimeout(() => this.#flush(), FLUSH_MS);
    });
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#close();
  }

  #flush(): void {
    this.#timer = undefined;
    for (const [id, progress] of this.#pending) this.byId.set(id, progress);
    this.#pending.clear();
  }
}
