import { unregisterBot } from '#engine/bitrix24/bots.ts';
import type { Desk } from '../desk.ts';
import { secretNames } from '../secrets/secrets.ts';
import { identityOf } from './identity.ts';

export interface PortalRemoval {
  readonly name: string;
  /** What becomes of uploads that wait for it. */
  readonly pending: 'send' | 'cancel';
  /** Removes its bots on the portal too. */
  readonly unregisterBots: boolean;
}

/** Takes a portal out of the settings, with its bots, watches and secrets. @throws AppError */
export async function removePortal(
  desk: Desk,
  { name, pending, unregisterBots }: PortalRemoval,
): Promise<void> {
  const { settings, portals, secrets, live, engine } = desk;
  const stored = settings.get();
  const own = stored.bots.filter(({ portal }) => portal === name);
  if (unregisterBots) {
    for (const bot of own) {
      const identity = identityOf(desk, { portal: name, bot: bot.name });
      await portals.ask(name, ({ rest }, signal) => unregisterBot(rest, identity, signal));
    }
  }
  if (pending === 'cancel') {
    for (const row of [...live.open]) if (row.portal === name) engine.engine.cancel(row.id);
  }
  await desk.change({
    portals: stored.portals.filter((portal) => portal.name !== name),
    bots: stored.bots.filter(({ portal }) => portal !== name),
    watches: stored.watches.filter(({ portal }) => portal !== name),
    dialogs: stored.dialogs.filter(({ portal }) => portal !== name),
  });
  secrets.forget(secretNames.webhook(name));
  secrets.forget(secretNames.clientSecret(name));
  for (const bot of own) secrets.forget(secretNames.bot(name, bot.name));
}
