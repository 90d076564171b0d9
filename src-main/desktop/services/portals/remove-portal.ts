import { unregisterBot } from '#bitrix24/admin/bots.ts';
import type { AppContext } from '../../app-context.ts';
import { secretNames } from '../secrets/secrets.ts';
import { identityOf } from './identity.ts';

export interface PortalRemoval {
  readonly name: string;
  /** What happens to its waiting uploads. */
  readonly pending: 'send' | 'cancel';
  /** Removes its bots on the portal too. */
  readonly unregisterBots: boolean;
}

/** Takes a portal out of the settings, with its bots, watches and secrets. @throws AppError */
export async function removePortal(
  context: AppContext,
  { name, pending, unregisterBots }: PortalRemoval,
): Promise<void> {
  const { settings, portals, secrets, liveState, engine } = context;
  const stored = settings.get();
  const own = stored.bots.filter(({ portal }) => portal === name);
  if (unregisterBots) {
    for (const bot of own) {
      const identity = identityOf(context, { portal: name, bot: bot.name });
      await portals.ask(name, ({ rest }, signal) => unregisterBot(rest, identity, signal));
    }
  }
  if (pending === 'cancel') {
    for (const row of [...liveState.open]) if (row.portal === name) engine.engine.cancel(row.id);
  }
  await context.change({
    portals: stored.portals.filter((portal) => portal.name !== name),
    bots: stored.bots.filter(({ portal }) => portal !== name),
    watches: stored.watches.filter(({ portal }) => portal !== name),
    dialogs: stored.dialogs.filter(({ portal }) => portal !== name),
  });
  secrets.forget(secretNames.webhook(name));
  secrets.forget(secretNames.clientSecret(name));
  for (const bot of own) secrets.forget(secretNames.bot(name, bot.name));
}
