import { z } from 'zod';
import type { AppHandlers } from '#contract/contract.ts';
import type { DialogCheck, DialogItem } from '#contract/portals.ts';
import { chatIdOf, parseDialogId } from '#domain/dialog-id.ts';
import { AppError } from '#domain/errors.ts';
import {
  addBot,
  dialogState,
  makeChat,
  recentDialogs,
  searchDialogs,
  sendMessage,
  type Dialog,
} from '#engine/bitrix24/dialogs.ts';
import type { Desk } from '../desk.ts';
import { identityOf } from '../portals/identity.ts';
import type { StoredDialog } from '../settings/stored.ts';

const MOST_RECENT = 50;
const MOST_KNOWN = 200;
const profile = z.object({ ID: z.coerce.number().int().positive() });

interface Which {
  readonly portal: string;
  readonly bot: string;
  readonly dialog: string;
}

export function dialogHandlers(desk: Desk): AppHandlers['dialogs'] {
  const { portals, engine } = desk;
  return {
    recent: ({ portal }) =>
      portals.ask(portal, async ({ rest }, signal) =>
        (await recentDialogs(rest, MOST_RECENT, signal)).filter(({ isBot }) => !isBot).map(toItem),
      ),
    search: ({ portal, text }) =>
      portals.ask(portal, async ({ rest }, signal) =>
        (await searchDialogs(rest, text, signal)).filter(({ isBot }) => !isBot).map(toItem),
      ),
    check: (which) => check(desk, which),
    addBot: async (which) => {
      const { botId } = identityOf(desk, which);
      const { dialog } = canonical(which);
      await portals.ask(which.portal, ({ rest }, signal) => addBot(rest, botId, dialog, signal));
      if (engine.isRunning) engine.engine.hurry();
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

/** Keeps what a dialog is called: for the tiles, and for the history when the portal is away. */
async function remember(desk: Desk, { portal, bot, dialog, title, kind }: StoredDialog): Promise<void> {
  const { dialogs } = desk.settings.get();
  const known = dialogs.find((candidate) => isSame(candidate, { portal, bot, dialog }));
  if (known?.title === title) return;
  const others = dialogs.filter((candidate) => candidate !== known);
  await desk.change({
    dialogs: [{ ...known, portal, bot, dialog, title, kind }, ...others].slice(0, MOST_KNOWN),
  });
}

function isSame(one: Which, other: Which): boolean {
  return one.portal === other.portal && one.bot === other.bot && one.dialog === other.dialog;
}

/** Pictures lie on the portal, which pages cannot reach: the colour stands for them. */
function toItem({ id, title, kind, color }: Dialog): DialogItem {
  return { dialog: id, title, kind, avatar: undefined, color };
}
