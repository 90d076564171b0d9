import type { AppClient } from '#contract/contract.ts';
import type { UploadItem } from '#contract/uploads.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { what } from '../../lib/wording.ts';

/** A screen reader is told at most one thing in this time: the last one. */
const QUIET_MS = 4_000;

/** What screen readers are told of uploads that end. Progress is silent: it can be asked for. */
export class LiveWords {
  words = $state('');

  #next: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #close: () => void;

  constructor(client: AppClient) {
    this.#close = client.uploads.on('changed', (row) => this.#hear(row));
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#close();
  }

  #hear(row: UploadItem): void {
    const words = wordsOf(row);
    if (words === undefined) return;
    if (this.#timer !== undefined) {
      this.#next = words;
      return;
    }
    this.#say(words);
  }

  #say(words: string): void {
    this.words = words;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next !== undefined) this.#say(next);
    }, QUIET_MS);
  }
}

function wordsOf({ name, state, chatTitle, code }: UploadItem): string | undefined {
  if (state === 'delivered') return t('live.delivered', { name, chat: chatTitle });
  if (state === 'failed' && code !== undefined) return t('live.needsYou', { name, what: what(code) });
  return undefined;
}
