import type { AppClient } from '#contract/contract.ts';
import type { WatchItem } from '#contract/watches.ts';
import { attempt } from '../../lib/notes.svelte.ts';

/** The watches there are, and what can be done with one. */
export class WatchesModel {
  all = $state.raw<readonly WatchItem[]>();

  readonly #client: AppClient;
  #close: (() => void) | undefined;

  constructor(client: AppClient) {
    this.#client = client;
  }

  async open(): Promise<void> {
    this.#close = this.#client.watches.on('changed', (all) => (this.all = all));
    const all = await this.#client.watches.list();
    this.all ??= all;
  }

  close(): void {
    this.#close?.();
  }

  async pause(name: string, until: number | undefined): Promise<void> {
    await attempt(this.#client.watches.pause({ name, ...(until === undefined ? {} : { until }) }));
  }

  async resume(name: string): Promise<void> {
    await attempt(this.#client.watches.resume(name));
  }

  async dismissDuplicateSender(name: string): Promise<void> {
    await attempt(this.#client.watches.dismissDuplicateSender(name));
  }

  async openFolder(name: string): Promise<void> {
    await attempt(this.#client.watches.openFolder(name));
  }

  async remove(name: string, pending: 'send' | 'cancel'): Promise<void> {
    await attempt(this.#client.watches.remove({ name, pending }));
  }
}
