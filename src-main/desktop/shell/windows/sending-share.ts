import type { AppStatus } from '#contract/app.ts';

/** How much of what was to be sent since nothing was is sent. */
export class SendingShare {
  #total = 0;

  /** 0 to 1; undefined while nothing is sent. What arrives meanwhile counts to the whole. */
  update({ sending, bytesLeft }: Pick<AppStatus, 'sending' | 'bytesLeft'>): number | undefined {
    if (bytesLeft === 0) this.#total = 0;
    this.#total = Math.max(this.#total, bytesLeft);
    return sending === 0 || this.#total === 0 ? undefined : 1 - bytesLeft / this.#total;
  }
}
