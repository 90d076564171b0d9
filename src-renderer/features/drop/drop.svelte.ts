import type { Drop, DropTarget } from '#contract/drops.ts';
import type { Main } from '../../lib/main.ts';
import { clock } from '../../lib/clock.svelte.ts';
import { t } from '../../lib/i18n.svelte.ts';
import { attempt, notes } from '../../lib/notes.svelte.ts';

/** For how long a sending by hand can be taken back. */
export const UNDO_MS = 30_000;

/** What has been sent by hand a moment ago. */
export interface Sent {
  readonly ids: readonly number[];
  readonly target: DropTarget;
  /** Wall clock, milliseconds. */
  readonly at: number;
}

/** Files on their way from a hand to a chat: counted, asked about where needed, sent, perhaps taken back. */
export class DropModel {
  targets = $state.raw<readonly DropTarget[]>();
  /** Being counted in main. */
  isCounting = $state(false);
  /** Waits for an answer, or for a chat. */
  question = $state.raw<Drop>();
  /** Where the question's files were dropped; undefined after a paste. */
  target = $state.raw<DropTarget>();
  caption = $state('');
  sent = $state.raw<Sent>();

  readonly #main: Main;
  readonly #closers: (() => void)[] = [];

  constructor(main: Main) {
    this.#main = main;
  }

  async open(): Promise<void> {
    const { drops } = this.#main.client;
    this.#closers.push(drops.on('targetsChanged', (targets) => (this.targets = targets)));
    const targets = await drops.targets();
    this.targets ??= targets;
  }

  /** Asks about what arrives from outside, and about what did before the page was there. */
  async receive(): Promise<void> {
    this.#closers.push(this.#main.client.drops.on('arrived', () => void attempt(this.#takePending())));
    await this.#takePending();
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }

  /** Files were let go over a chat, or beside all of them. */
  async drop(files: readonly File[], target: DropTarget | undefined): Promise<void> {
    await this.#count(this.#main.drop(files), target);
  }

  async choose(target: DropTarget | undefined): Promise<void> {
    await this.#count(this.#main.client.drops.choose(), target);
  }

  /** Pasted files come as `files`; a copied picture or files of the file manager only main can read. */
  async paste(files: readonly File[]): Promise<void> {
    const found = await this.#count(
      files.length > 0 ? this.#main.drop(files) : this.#main.client.drops.paste(),
      this.targets?.length === 1 ? this.targets[0] : undefined,
      true,
    );
    if (!found) notes.say(t('drop.pasted'));
  }

  async send(target: DropTarget): Promise<void> {
    const drop = this.question;
    if (drop === undefined) return;
    const { portal, bot, dialog } = target;
    const answer = await attempt(
      this.#main.client.drops.send({
        drop: drop.handle,
        target: { portal, bot, dialog },
        caption: this.caption,
      }),
    );
    if (answer === undefined) return;
    this.#forget();
    this.sent = { ids: answer.ids, target, at: clock.now };
  }

  /** How many of the question's files are in a chat already. */
  async repeatsIn(target: DropTarget): Promise<number> {
    return this.question === undefined ? 0 : this.#repeats(this.question, target);
  }

  async discard(): Promise<void> {
    const drop = this.question;
    this.#forget();
    if (drop !== undefined) await attempt(this.#main.client.drops.discard(drop.handle));
  }

  async undo(): Promise<void> {
    if (this.sent === undefined) return;
    const answer = await attempt(this.#main.client.drops.undo({ ids: [...this.sent.ids] }));
    if (answer === undefined) return;
    this.sent = undefined;
    notes.say(t('drop.undone', answer));
  }

  async #takePending(): Promise<void> {
    const drop = await this.#main.client.drops.pending();
    if (drop !== undefined) await this.#accept(drop, undefined);
  }

  async #count(
    counting: Promise<Drop | undefined>,
    target: DropTarget | undefined,
    asks = false,
  ): Promise<boolean> {
    this.isCounting = true;
    const drop = await attempt(counting);
    this.isCounting = false;
    if (drop === undefined) return false;
    await this.#accept(drop, target, asks);
    return true;
  }

  async #accept(drop: Drop, target: DropTarget | undefined, asks = false): Promise<void> {
    await this.discard();
    const isClear = drop.files > 0 && !drop.needsQuestion && drop.refused.length === 0 && !asks;
    const isNew = isClear && target !== undefined && (await this.#repeats(drop, target)) === 0;
    this.question = drop;
    this.target = target;
    if (isNew) await this.send(target);
  }

  /** One where it cannot be told, so that somebody is asked. */
  async #repeats({ handle }: Drop, { portal, bot, dialog }: DropTarget): Promise<number> {
    const counting = this.#main.client.drops.repeats({ drop: handle, target: { portal, bot, dialog } });
    return (await attempt(counting)) ?? 1;
  }

  #forget(): void {
    this.question = undefined;
    this.target = undefined;
    this.caption = '';
  }
}
