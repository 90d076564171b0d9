import type { AppClient } from '#contract/contract.ts';
import { attempt } from './lib/notes.svelte.ts';

/** The parts of the main window, in the order of their shortcuts. */
export const PARTS = ['history', 'watches', 'portals', 'settings'] as const;
export type Part = (typeof PARTS)[number] | 'setup';

/** Where in the main window somebody is. */
export class Place {
  part = $state<Part>('history');
  /** The upload that is to be shown first. */
  upload = $state<number>();
  isAddingWatch = $state(false);
  /** The first steps are shown until they are done. */
  isNew = $state(false);

  /** How often somebody went somewhere: what was asked of main before a click does not undo it. */
  #clicks = 0;
  /** What somebody has asked for goes before what is shown to somebody new, however late that is known. */
  #isLed: boolean;

  constructor(start: Part | undefined) {
    this.#isLed = start !== undefined;
    this.part = start ?? 'history';
  }

  /** Follows main, which may take somebody here from the tray; returns what ends that. */
  open(client: AppClient): () => void {
    void this.#begin(client);
    return client.app.on('navigate', () => void this.#follow(client));
  }

  go(part: Part): void {
    this.#clicks += 1;
    this.#isLed = true;
    this.part = part;
  }

  /** Somebody new begins with the first steps, unless they have asked for something else meanwhile. */
  async #begin(client: AppClient): Promise<void> {
    const [step] = await Promise.all([attempt(client.app.setup()), this.#follow(client)]);
    this.isNew = step !== undefined && step !== 'done';
    if (this.isNew && !this.#isLed) this.part = 'setup';
  }

  async #follow(client: AppClient): Promise<void> {
    const clicks = this.#clicks;
    const destination = await attempt(client.app.destination());
    if (destination === undefined || clicks !== this.#clicks) return;
    this.#isLed = true;
    this.part = destination.to;
    this.upload = destination.upload;
  }

  addWatch(): void {
    this.isAddingWatch = true;
    this.go('watches');
  }

  finishSetup(): void {
    this.isNew = false;
    this.part = 'history';
  }
}
