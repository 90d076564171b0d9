import type { AppClient } from '#contract/contract.ts';
import type { DialogCheck, DialogItem } from '#contract/portals.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { attempt, notes, succeeds } from '../../lib/notes.svelte.ts';

const TYPING_MS = 250;

/** The choice of a chat for a bot: recent ones, a search, an id typed by hand, and whether the bot may post there. */
export class PickerModel {
  search = $state('');
  found = $state.raw<readonly DialogItem[]>();
  /** This connection may not list chats (scope `im` is missing). */
  isBlind = $state(false);
  dialog = $state('');
  title = $state('');
  check = $state.raw<DialogCheck>();
  isChecking = $state(false);

  readonly #client: AppClient;
  readonly #bot: { readonly portal: string; readonly bot: string };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(
    client: AppClient,
    bot: { readonly portal: string; readonly bot: string },
    dialog = '',
    title = '',
  ) {
    this.#client = client;
    this.#bot = bot;
    this.dialog = dialog;
    this.title = title;
    void this.#look();
    if (dialog !== '') void this.#checkIt();
  }

  type(search: string): void {
    this.search = search;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(), TYPING_MS);
  }

  /** Chooses a chat; true when it exists. */
  async pick(dialog: string, title: string): Promise<boolean> {
    this.dialog = dialog;
    this.title = title;
    await this.#checkIt();
    return this.check !== undefined;
  }

  async addBot(): Promise<void> {
    const check = await attempt(this.#client.dialogs.addBot({ ...this.#bot, dialog: this.dialog }));
    if (check === undefined) return;
    this.check = check;
    this.#name(check);
  }

  async test(): Promise<void> {
    const isSent = await succeeds(this.#client.dialogs.testMessage({ ...this.#bot, dialog: this.dialog }));
    if (isSent) notes.say(t('dialog.tested'));
  }

  async make(title: string): Promise<DialogItem | undefined> {
    return attempt(this.#client.dialogs.make({ ...this.#bot, title }));
  }

  forget(): void {
    this.dialog = '';
    this.check = undefined;
  }

  async #checkIt(): Promise<void> {
    this.isChecking = true;
    this.check = undefined;
    const { dialog } = this;
    const check = await attempt(this.#client.dialogs.check({ ...this.#bot, dialog }));
    if (dialog !== this.dialog) return;
    this.isChecking = false;
    this.check = check;
    if (check !== undefined) this.#name(check);
  }

  /** A portal names a chat only by its id until the bot is a member. */
  #name({ title }: DialogCheck): void {
    if (this.title === '' || title !== this.dialog) this.title = title;
  }

  async #look(): Promise<void> {
    const asked = ++this.#asked;
    const { dialogs } = this.#client;
    const text = this.search.trim();
    try {
      const found = await (text === '' ? dialogs.recent(this.#bot) : dialogs.search({ ...this.#bot, text }));
      if (asked !== this.#asked) return;
      this.found = found;
      this.isBlind = false;
    } catch {
      // Listing is a comfort that some connections do not allow: the id can be typed, so nothing is announced.
      if (asked === this.#asked) this.isBlind = true;
    }
  }
}
