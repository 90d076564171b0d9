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
} from '#bitrix24/chat/dialogs.ts';
import type { AppContext } from '../app-context.ts';
import { identityOf } from '../services/portals/identity.ts';
import {
  isSameDialog,
  rememberDialog,
  toDialogItems,
  type DialogKey,
} from '../services/portals/known-dialogs.ts';

const MAX_RECENT = 50;
const profile = z.object({ ID: z.coerce.number().int().positive() });

export function dialogHandlers(context: AppContext): AppHandlers['dialogs'] {
  const { portals, engine } = context;
  return {
    recent: async ({ portal }) =>
      toDialogItems(
        context,
        portal,
        await portals.ask(portal, ({ rest }, signal) => recentDialogs(rest, MAX_RECENT, signal)),
      ),
    search: async ({ portal, text }) =>
      toDialogItems(
        context,
        portal,
        await portals.ask(portal, ({ rest }, signal) => searchDialogs(rest, text, signal)),
      ),
    check: (key) => check(context, key),
    addBot: async (key) => {
      const { botId } = identityOf(context, key);
      const { dialog } = canonical(key);
      await portals.ask(key.portal, ({ rest }, signal) => addBot(rest, botId, dialog, signal));
      if (engine.isRunning) engine.engine.retryNow();
      return check(context, key);
    },
    make: async ({ portal, bot, title }) => {
      const made = await portals.ask(portal, async ({ rest }, signal) => {
        const { ID } = profile.parse(await rest.call('profile', {}, { signal }));
        return makeChat(rest, identityOf(context, { portal, bot }), { title, userIds: [ID] }, signal);
      });
      await rememberDialog(context, { portal, bot, dialog: made.id, title: made.title, kind: 'chat' });
      return { dialog: made.id, title: made.title, kind: 'chat', avatar: undefined, color: undefined };
    },
    testMessage: async (key) => {
      const { dialog } = canonical(key);
      const text = context.localizer().text('dialog.testText');
      await portals.ask(key.portal, ({ rest }, signal) =>
        sendMessage(rest, identityOf(context, key), dialog, text, signal),
      );
    },
  };
}

async function check(context: AppContext, given: DialogKey): Promise<DialogCheck> {
  const key = canonical(given);
  const kind = chatIdOf(key.dialog) === undefined ? 'person' : 'chat';
  try {
    const state = await context.portals.ask(key.portal, ({ rest }, signal) =>
      dialogState(rest, identityOf(context, key), key.dialog, signal),
    );
    const title = state.title === '' ? key.dialog : state.title;
    await rememberDialog(context, { ...key, title, kind });
    const canPost = state.mayPost ?? true;
    return { title, canPost, code: canPost ? undefined : 'dialog.access-denied', canAddBot: false };
  } catch (thrown) {
    const { code } = AppError.from(thrown);
    const known = context.settings.get().dialogs.find((candidate) => isSameDialog(candidate, key));
    return {
      title: known?.title ?? key.dialog,
      canPost: false,
      code,
      canAddBot: code === 'dialog.access-denied' && kind === 'chat',
    };
  }
}

/** @throws AppError `dialog.unknown` if the text is not a dialog id */
function canonical<W extends DialogKey>(key: W): W {
  const parsed = parseDialogId(key.dialog);
  if (!parsed.ok) throw new AppError('dialog.unknown', 'not a dialog');
  return { ...key, dialog: parsed.id };
}
