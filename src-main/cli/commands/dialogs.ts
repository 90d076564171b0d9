import { recentDialogs, searchDialogs, SHORTEST_SEARCH } from '#bitrix24/chat/dialogs.ts';
import { visible } from '#domain/visible.ts';
import { Refusal } from '../refusal.ts';
import { loadSettings, type SettingsOptions } from '../settings.ts';
import { print, say } from '../terminal.ts';
import { withPortal } from '../with-portal.ts';

export interface DialogsOptions extends SettingsOptions {
  readonly portal?: string | undefined;
  readonly search?: string | undefined;
  readonly limit?: number | undefined;
}

/** Lists chats and people, those of late or those whose name matches. Needs scope `im`. */
export async function dialogs({ search, limit = 50, ...options }: DialogsOptions): Promise<number> {
  const { config } = loadSettings(options);
  if (search !== undefined && search.trim().length < SHORTEST_SEARCH) {
    throw new Refusal(`--search: at least ${SHORTEST_SEARCH} letters, the portal looks for no fewer`);
  }
  return await withPortal(config, options.portal, async ({ rest }, _spec, signal) => {
    const found = await (search === undefined
      ? recentDialogs(rest, limit, signal)
      : searchDialogs(rest, search, signal));
    if (found.length === 0) say('no chat and nobody is called that, or there is none yet');
    for (const { id, title } of found.slice(0, limit)) print(`${id.padEnd(12)} ${visible(title)}`);
    return 0;
  });
}
