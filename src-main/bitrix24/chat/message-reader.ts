import { z } from 'zod';

import { AppError } from '#domain/errors.ts';

import type { Clock } from '#engine/ports.ts';
import { expectResult, id, listOf } from '../client/fields.ts';
import type { BotIdentity } from '../upload/post-file.ts';
import type { RestClient } from '../client/rest-client.ts';

/** A scope ticked or a user added to a chat meanwhile is noticed after this long. */
const FRESH_MS = 60 * 60_000;

interface Remembered<T> {
  readonly value: T;
  readonly at: number;
}

/** Knows in which dialogs the portal's own user can read messages back, and under which name. */
export class MessageReader {
  readonly #rest: RestClient;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #dialogs = new Map<string, Remembered<boolean>>();
  #scopes: Remembered<ReadonlySet<string>> | undefined;
  #userId: number | undefined;

  /** `userId` where the credentials name it, as a webhook does. */
  constructor(rest: RestClient, clock: Pick<Clock, 'monotonicMs'>, userId: number | undefined) {
    this.#rest = rest;
    this.#clock = clock;
    this.#userId = userId;
  }

  /**
   * Under which DIALOG_ID the portal's user sees the bot's dialog; undefined where that user cannot read it.
   * A private chat of the bot with that user has the bot's id there; one with anybody else is not theirs to
   * see, and the same id would name their own chat with that person (reference 2.5, 3a). @throws AppError
   */
  async dialogIdFor(bot: BotIdentity, dialogId: string, signal: AbortSignal): Promise<string | undefined> {
    const known = this.#dialogs.get(dialogId);
    if (this.#isFresh(known) && !known.value) return undefined;
    if (!(await this.#hasScopeIm(signal))) return undefined;

    const isPrivate = /^\d+$/.test(dialogId);
    if (isPrivate && Number(dialogId) !== (await this.#ownUserId(signal))) return undefined;
    const seenAs = isPrivate ? String(bot.botId) : dialogId;
    if (this.#isFresh(known)) return seenAs;

    const params = { DIALOG_ID: seenAs, LIMIT: 1 };
    const mayRead = await this.unlessForbidden(
      dialogId,
      this.#rest.call('im.dialog.messages.get', params, { signal }),
    );
    if (mayRead === undefined) return undefined;
    this.#dialogs.set(dialogId, { value: true, at: this.#clock.monotonicMs() });
    return seenAs;
  }

  /** Waits for a reading of the dialog; undefined, and remembered, when the portal forbids it. @throws AppError */
  async unlessForbidden<T>(dialogId: string, reading: Promise<T>): Promise<T | undefined> {
    try {
      return await reading;
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      if (thrown.code === 'portal.scope') this.#scopes = undefined;
      else if (thrown.scope !== 'dialog') throw thrown;
      this.#dialogs.set(dialogId, { value: false, at: this.#clock.monotonicMs() });
      return undefined;
    }
  }

  async #hasScopeIm(signal: AbortSignal): Promise<boolean> {
    const known = this.#scopes;
    if (this.#isFresh(known)) return known.value.has('im');
    const result = await this.#rest.call('scope', {}, { signal });
    const value = new Set(expectResult('scope', listOf(z.string()), result));
    this.#scopes = { value, at: this.#clock.monotonicMs() };
    return value.has('im');
  }

  async #ownUserId(signal: AbortSignal): Promise<number> {
    this.#userId ??= expectResult(
      'profile',
      z.object({ ID: id }),
      await this.#rest.call('profile', {}, { signal }),
    ).ID;
    return this.#userId;
  }

  #isFresh<T>(remembered: Remembered<T> | undefined): remembered is Remembered<T> {
    return remembered !== undefined && this.#clock.monotonicMs() - remembered.at < FRESH_MS;
  }
}
