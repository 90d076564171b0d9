import type { AppClient } from '#contract/contract.ts';
import type { UploadDetails } from '#contract/uploads.ts';
import { attempt } from '../../../lib/notes.svelte.ts';

/** The upload whose details are open. */
export class DetailsModel {
  id = $state<number>();
  details = $state.raw<UploadDetails>();

  readonly #client: AppClient;
  #close: (() => void) | undefined;

  constructor(client: AppClient) {
    this.#client = client;
  }

  open(): void {
    this.#close = this.#client.uploads.on('changed', ({ id }) => {
      if (id === this.id) void this.#read(id);
    });
  }

  close(): void {
    this.#close?.();
  }

  async show(id: number | undefined): Promise<void> {
    this.id = id;
    if (id === undefined) this.details = undefined;
    else await this.#read(id);
  }

  async #read(id: number): Promise<void> {
    const details = await attempt(this.#client.uploads.details(id));
    if (id === this.id) this.details = details;
  }
}
