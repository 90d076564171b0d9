import { z } from 'zod';
import type { AppHandlers } from '#contract/contract.ts';
import type { DialogCheck } from '#contract/portals.ts';
import { chatIdOf, parseDialogId } from '#domain/dialog-id.ts';
import { AppError } from '#domain/errors.ts';
import {
  addBot,
  dialogState,
  makeChat,
  recentDialogs,
  searchDialogs,
  sendMessage,
} from '#engine/bitrix24/dialogs.ts';
import type { Desk } from '../desk.ts';
import { identityOf } from '../portals/identity.ts';
import { isSame, remember, seenDialogs, type Which } from '../portals/known-dialogs.ts';

const MOST_RECENT = 50;
const profile = z.object({ ID: z.coerce.number().int().positive() });

export function dialogHandlers(desk: Desk): AppHandlers['dialogs'] {
  const { portals, engine } = desk;
  return {
    recent: async ({ portal }) =>
      seenDialogs(
        desk,
        portal,
        await portals.ask(portal, ({ rest }, signal) => recentDialogs(rest, MOST_RECENT, signal)),
      ),
    search: async ({ portal, text }) =>
      seenDialogs(
        desk,
        portal,
        await portals.ask(portal, ({ rest }, signal) => searchDialogs(rest, text, signal)),
      ),
    check: (which) => check(desk, which),
    addBot: async (which) => {
      const { botId } = identityOf(desk, which);
      const { dialog } = canonical(which);
      await portals.ask(which.portal, ({ rest }, signal) => addBot(rest, botId, dialog, signal));
      if (engine.isRunning) engine.engine.retryNow();
      return check(desk, which);
    },
    make: async ({ portal, bot, title }) => {
      const made = await portals.ask(portal, async ({ rest }, signal) => {
        const { ID } = profile.parse(await rest.call('profile', {}, { signal }));
        return makeChat(rest, identityOf(desk, { portal, bot }), { title, userIds: [ID] }, signal);
      });
      await remember(desk, { portal, bot, dialog: made.id, title: made.title, kind: 'chat' });
      return { dialog: made.id, title: made.title, kind: 'chat', avatar: undefined, color: undefined };
    },
    testMessage: async (which) => {
      const { dialog } = canonical(which);
      const text = desk.say().text('dialog.testText');
      await portals.ask(which.portal, ({ rest }, signal) =>
        sendMessage(rest, identityOf(desk, which), dialog, text, signal),
      );
    },
  };
}

async function check(desk: Desk, given: Which): Promise<DialogCheck> {
  const which = canonical(given);
  const kind = chatIdOf(which.dialog) === undefined ? 'person' : 'chat';
  try {
    const state = await desk.portals.ask(which.portal, ({ rest }, signal) =>
      dialogState(rest, identityOf(desk, which), which.dialog, signal),
    );
    const title = state.title === '' ? which.dialog : state.title;
    await remember(desk, { ...which, title, kind });
    const canPost = state.mayPost ?? true;
    return { title, canPost, code: canPost ? undefined : 'dialog.access-denied', canAddBot: false };
  } catch (thrown) {
    const { code } = AppError.from(thrown);
    const known = desk.settings.get().dialogs.find((candidate) => isSame(candidate, which));
    return {
      title: known?.title ?? which.dialog,
      canPost: false,
      code,
      canAddBot: code === 'dialog.access-denied' && kind === 'chat',
    };
  }
}

/** @throws AppError `dialog.unknown` for what names no dialog */
function canonical<W extends Which>(which: W): W {
  const parsed = parseDialogId(which.dialog);
  if (!parsed.ok) throw new AppError('dialog.unknown', 'not a dialog');
  return { ...which, dialog: parsed.id };
}
