import type { SetupStep } from '#contract/app.ts';
import type { AppClient } from '#contract/contract.ts';
import type { UploadItem } from '#contract/uploads.ts';
import { attempt } from '../../lib/notes.svelte.ts';

/** The steps of the first run that are counted; `done` is what comes after them. */
export const STEPS = [
  'portal',
  'bot',
  'chat',
  'folder',
  'proof',
  'autostart',
] as const satisfies readonly SetupStep[];

/** Where the first run stands. The step is kept in main: closing the window loses nothing. */
export class SetupModel {
  step = $state<SetupStep>();
  /** The upload that showed that it works. */
  proof = $state.raw<UploadItem>();

  readonly #client: AppClient;
  #close: (() => void) | undefined;

  constructor(client: AppClient) {
    this.#client = client;
  }

  async open(): Promise<void> {
    this.#close = this.#client.uploads.on('changed', (row) => {
      if (this.step === 'proof' && row.state !== 'skipped' && row.state !== 'cancelled') this.proof = row;
    });
    this.step = await this.#client.app.setup();
  }

  close(): void {
    this.#close?.();
  }

  async go(step: SetupStep): Promise<void> {
    this.step = step;
    await attempt(this.#client.app.setSetup(step));
  }

  /** The step behind the one that stands. */
  async next(): Promise<void> {
    const place = STEPS.findIndex((step) => step === this.step);
    await this.go(STEPS[place + 1] ?? 'done');
  }
}
