import type { AppClient } from '#contract/contract.ts';
import type { UploadItem } from '#contract/uploads.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { QuietText } from '../../lib/quiet-text.svelte.ts';
import { what } from '../../lib/wording.ts';

/** What screen readers are told of uploads that end. Progress is silent: it can be asked for. */
export class LiveRegion {
  readonly #quiet = new QuietText();
  readonly #stopListening: () => void;

  constructor(client: AppClient) {
    this.#stopListening = client.uploads.on('changed', (row) => {
      const words = wordsOf(row);
      if (words !== undefined) this.#quiet.say(words);
    });
  }

  get words(): string {
    return this.#quiet.words;
  }

  close(): void {
    this.#quiet.close();
    this.#stopListening();
  }
}

function wordsOf({ name, state, chatTitle, code }: UploadItem): string | undefined {
  if (state === 'delivered') return t('live.delivered', { name, chat: chatTitle });
  if (state === 'failed' && code !== undefined) return t('live.needsYou', { name, what: what(code) });
  return undefined;
}
