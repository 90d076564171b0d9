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

  /** What somebody or main has asked for goes before what is shown to somebody new, however late that is known. */
  #isLed: boolean;

  constructor(start: Part | undefined) {
    this.#isLed = start !== undefined;
    this.part = start ?? 'history';
  }

  /** Follows main, which may send somebody here from the tray; returns what ends that. */
  open(client: AppClient): () => void {
    void attempt(client.app.setup()).then((step) => {
      this.isNew = step !== undefined && step !== 'done';
      if (this.isNew && !this.#isLed) this.part = 'setup';
    });
    return client.app.on('navigate', ({ to, upload }) => {
      this.go(to);
      this.upload = upload;
    });
  }

  go(part: Part): void {
    this.#isLed = true;
    this.part = part;
  }

  addWatch(): void {
    this.isAddingWatch = true;
    this.part = 'watches';
  }

  finishSetup(): void {
    this.isNew = false;
    this.part = 'history';
  }
}
