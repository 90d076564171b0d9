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
    const looks = { ...(color === '' ? {} : { color }), ...(avatar === undefined ? {} : { avatar }) };
    return attempt(this.#client.bots.register({ portal, title, ...looks }));
  }

  async adopt(portal: string, botId: number, botToken: string): Promise<BotItem | undefined> {
    return attempt(this.#client.bots.adopt({ portal, botId, ...(botToken === '' ? {} : { botToken }) }));
  }

  /** True when it is renamed. */
  async rename({ portal, name }: BotItem, title: string, color: string): Promise<boolean> {
    const changed = this.#client.bots.change({
      portal,
      bot: name,
      title,
      ...(color === '' ? {} : { color }),
    });
    return (await attempt(changed)) !== undefined;
  }

  async rotate({ portal, name }: BotItem): Promise<void> {
    this.token = (await attempt(this.#client.bots.rotateToken({ portal, bot: name })))?.token;
  }

  async unregister({ portal, name }: BotItem): Promise<void> {
    await attempt(this.#client.bots.unregister({ portal, bot: name }));
  }
}
