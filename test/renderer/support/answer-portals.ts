import type { AppHandlers } from '#contract/contract.ts';
import type { DialogCheck } from '#contract/portals.ts';
import { bot, portal, VERDICTS } from './sample-portals.ts';
import type { World } from './world.ts';

const nothing = () => undefined;

/** Portals, bots and dialogs of the fake main. */
export function portalAnswers(
  world: World,
  tell: (notice: string, payload: unknown) => void,
): Pick<AppHandlers, 'portals' | 'bots' | 'dialogs'> {
  const addPortal = (name: string, kind: 'webhook' | 'oauth') => {
    const added = portal({ name, kind, watches: 0, waiting: 0 });
    world.portals = [...world.portals, added];
    tell('portals.changed', world.portals);
    return added;
  };
  const addBot = (title: string) => {
    const added = bot({ name: title, title, portal: world.portals[0]?.name ?? 'office', dialogs: [] });
    world.bots = [...world.bots, added];
    tell('bots.changed', world.bots);
    return added;
  };
  const check = (dialog: string): DialogCheck => ({
    title: world.dialogs.find((one) => one.dialog === dialog)?.title ?? dialog,
    canPost: dialog !== 'chat9',
    code: dialog === 'chat9' ? 'dialog.access-denied' : undefined,
    canAddBot: true,
  });
  return {
    portals: {
      list: () => world.portals,
      parseWebhook: (text) =>
        text.includes('/rest/') ? { host: new URL(text).host } : { problem: 'no-webhook-path' as const },
      addWebhook: ({ name }) => addPortal(name, 'webhook'),
      signIn: ({ name }) => addPortal(name, 'oauth'),
      pasteCode: nothing,
      cancelSignIn: nothing,
      repair: ({ name }) => portal({ name }),
      check: () => VERDICTS,
      acceptMove: nothing,
      setLimit: nothing,
      remove: nothing,
    },
    bots: {
      list: () => world.bots,
      register: ({ title }) => addBot(title),
      adopt: ({ botId }) => addBot(`Bot ${botId}`),
      change: ({ bot: name, title, avatar }) => {
        const changed = bot({ name, title, avatar });
        world.bots = world.bots.map((one) => (one.name === name ? changed : one));
        tell('bots.changed', world.bots);
        return changed;
      },
      rotateToken: () => ({ token: 'shown-once-in-a-test' }),
      takeToken: nothing,
      unregister: nothing,
    },
    dialogs: {
      recent: () => world.dialogs,
      search: ({ text }) =>
        world.dialogs.filter(({ title }) => title.toLowerCase().includes(text.toLowerCase())),
      check: ({ dialog }) => check(dialog),
      addBot: ({ dialog }) => ({ ...check(dialog), canPost: true, code: undefined }),
      make: ({ title }) => ({ dialog: 'chat99', title, kind: 'chat', avatar: undefined, color: undefined }),
      testMessage: nothing,
    },
  };
}
