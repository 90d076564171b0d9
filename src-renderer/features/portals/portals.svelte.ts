import type { AppClient } from '#contract/contract.ts';
import type { BotItem, PortalItem } from '#contract/portals.ts';
import { attempt } from '../../lib/notes.svelte.ts';

/** What can be done with portals and bots. What comes of it arrives as a notice. */
export class PortalActions {
  /** A new token, shown until it is closed. */
  token = $state<string>();
  readonly #client: AppClient;

  constructor(client: AppClient) {
    this.#client = client;
  }

  async check(name: string): Promise<void> {
    await attempt(this.#client.portals.check(name));
  }

  /** True when the portal works again. */
  async repair(name: string, url?: string): Promise<boolean> {
    const portal = await attempt(
      this.#client.portals.repair({ name, ...(url === undefined ? {} : { url }) }),
    );
    return portal !== undefined;
  }

  async acceptMove(name: string, host: string): Promise<void> {
    await attempt(this.#client.portals.acceptMove({ name, host }));
  }

  async setLimit(name: string, maxFileBytes: number): Promise<void> {
    await attempt(this.#client.portals.setLimit({ name, maxFileBytes }));
  }

  async remove(portal: PortalItem, pending: 'send' | 'cancel', unregisterBots: boolean): Promise<void> {
    await attempt(this.#client.portals.remove({ name: portal.name, pending, unregisterBots }));
  }

  /** `avatar` is a `data:` URL. */
  async register(
    portal: string,
    title: string,
    color: string,
    avatar: string | undefined,
  ): Promise<BotItem | undefined> {
    return attempt(this.#client.bots.register({ portal, title, ...given(color, avatar) }));
  }

  async adopt(portal: string, botId: number, botToken: string): Promise<BotItem | undefined> {
    return attempt(this.#client.bots.adopt({ portal, botId, ...(botToken === '' ? {} : { botToken }) }));
  }

  /** True when it is changed. Without `avatar` its picture stays. */
  async change(
    { portal, name }: BotItem,
    title: string,
    color: string,
    avatar: string | undefined,
  ): Promise<boolean> {
    const changed = this.#client.bots.change({ portal, bot: name, title, ...given(color, avatar) });
    return (await attempt(changed)) !== undefined;
  }

  async rotate({ portal, name }: BotItem): Promise<void> {
    this.token = (await attempt(this.#client.bots.rotateToken({ portal, bot: name })))?.token;
  }

  async unregister({ portal, name }: BotItem): Promise<void> {
    await attempt(this.#client.bots.unregister({ portal, bot: name }));
  }
}

/** What of the looks was chosen. */
function given(
  color: string,
  avatar: string | undefined,
): { readonly color?: string; readonly avatar?: string } {
  return { ...(color === '' ? {} : { color }), ...(avatar === undefined ? {} : { avatar }) };
}
