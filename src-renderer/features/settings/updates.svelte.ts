import type { AppClient } from '#contract/contract.ts';
import type { UpdateState } from '#contract/updates.ts';
import { attempt } from '../../lib/notes.svelte.ts';

/** Where the program stands with its own updates. */
export class UpdatesModel {
  state = $state.raw<UpdateState>();

  readonly #client: AppClient['updates'];

  constructor(client: AppClient['updates']) {
    this.#client = client;
  }

  /** Subscribes first and asks second, so that no change falls between the two. Returns the way to stop. */
  open(): () => void {
    const close = this.#client.on('changed', (state) => (this.state = state));
    void attempt(this.#client.state()).then((state) => (this.state ??= state));
    return close;
  }

  check(): void {
    void attempt(this.#client.check());
  }

  download(): void {
    void attempt(this.#client.download());
  }

  restart(): void {
    void attempt(this.#client.restart());
  }
}
