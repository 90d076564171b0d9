import { getContext, setContext } from 'svelte';
import type { AppClient } from '#contract/contract.ts';
import type { BotItem, PortalItem } from '#contract/portals.ts';
import { AddPortalModel } from './add.svelte.ts';

/** A bot as it is being described. */
export class BotDraft {
  kind = $state<'register' | 'adopt'>('register');
  title = $state('');
  color = $state('');
  /** The picture chosen; a `data:` URL. */
  avatar = $state<string>();
  botId = $state<number>();
  token = $state('');

  /** `bot`: the one to change; undefined for a new one. */
  constructor(bot?: BotItem) {
    this.title = bot?.title ?? '';
    this.color = bot?.color ?? '';
  }
}

/**
 * What was typed into forms about portals and bots and is not sent yet. It lasts as long as the window, so that
 * no key or click beside a form loses anything; and in memory alone, since some of it is secret.
 */
export class PortalDrafts {
  readonly #client: AppClient;
  readonly #bots = new Map<string, BotDraft>();
  readonly #webhooks = new Map<string, { url: string }>();
  #adding: AddPortalModel | undefined;

  constructor(client: AppClient) {
    this.#client = client;
  }

  get adding(): AddPortalModel {
    return (this.#adding ??= new AddPortalModel(this.#client));
  }

  bot(portal: string, bot?: BotItem): BotDraft {
    const key = keyOf(portal, bot);
    const draft = this.#bots.get(key) ?? new BotDraft(bot);
    this.#bots.set(key, draft);
    return draft;
  }

  /** The address that mends a portal. */
  webhook({ name }: PortalItem): { url: string } {
    const kept = this.#webhooks.get(name);
    if (kept !== undefined) return kept;
    const draft = $state({ url: '' });
    this.#webhooks.set(name, draft);
    return draft;
  }

  forgetAdding(): void {
    this.#adding = undefined;
  }

  forgetBot(portal: string, bot?: BotItem): void {
    this.#bots.delete(keyOf(portal, bot));
  }

  forgetWebhook({ name }: PortalItem): void {
    this.#webhooks.delete(name);
  }
}

const KEY = Symbol('drafts');

export function provideDrafts(client: AppClient): void {
  setContext(KEY, new PortalDrafts(client));
}

export function useDrafts(): PortalDrafts {
  return getContext<PortalDrafts>(KEY);
}

/** A bot that looks different meanwhile is described anew. */
function keyOf(portal: string, bot: BotItem | undefined): string {
  return JSON.stringify([portal, bot?.name, bot?.title, bot?.color]);
}
