import { dialog } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import { deleteMessage } from '#engine/bitrix24/dialogs.ts';
import type { Desk } from '../desk.ts';
import { readClipboard } from '../files/clipboard.ts';
import { botItems } from '../portals/bot-items.ts';
import { dropTargets } from '../portals/drop-targets.ts';
import { identityOf } from '../portals/identity.ts';

/** For so long after it was sent a drop can be taken back. */
const UNDO_MS = 30_000;

export function dropHandlers(desk: Desk): AppHandlers['drops'] {
  const { drops, engine } = desk;
  desk.portals.pictures.onArrival = () => {
    desk.publish('drops', 'targetsChanged', dropTargets(desk));
    desk.publish('bots', 'changed', botItems(desk));
  };
  return {
    targets: () => dropTargets(desk),
    repeats: ({ drop, target }) => engine.engine.countDuplicates(drops.see(drop, target)),
    send: async ({ drop, target, caption }) => {
      // Its tile is barred; what got here all the same would wait for ever without a reason.
      desk.portals.demandAllowed(target.portal);
      const rows = engine.engine.enqueue(drops.use(drop, target, caption));
      await used(desk, target);
      return { ids: rows.map(({ id }) => id) };
    },
    discard: (handle) => drops.discard(handle),
    pending: () => drops.takeArrived(),
    paste: async () => {
      const pasted = await readClipboard();
      switch (pasted.type) {
        case 'files':
          return drops.takePaths(pasted.paths);
        case 'picture':
          return drops.takeContent(pictureName(desk.now()), pasted.png);
        case 'nothing':
          return undefined;
      }
    },
    choose: async () => {
      const chosen = await openDialog(desk);
      return chosen.length === 0 ? undefined : drops.takePaths(chosen);
    },
    undo: ({ ids }) => undo(desk, ids),
  };
}

async function used(desk: Desk, target: { portal: string; bot: string; dialog: string }): Promise<void> {
  const dialogs = desk.settings
    .get()
    .dialogs.map((known) =>
      known.portal === target.portal && known.bot === target.bot && known.dialog === target.dialog
        ? { ...known, lastUsedAt: desk.now() }
        : known,
    );
  await desk.change({ dialogs });
}

/** Cancels what waits, removes what is in the chat. */
async function undo(desk: Desk, ids: readonly number[]) {
  const { engine, portals, now } = desk;
  let [cancelled, removed] = [0, 0];
  for (const id of ids) {
    const row = engine.engine.row(id);
    if (row === undefined || now() - row.queuedAt > UNDO_MS) continue;
    if (row.state === 'delivered' && row.messageId !== undefined) {
      const { messageId } = row;
      const bot = identityOf(desk, row);
      await portals.ask(row.portal, ({ rest }, signal) => deleteMessage(rest, bot, messageId, signal));
      removed += 1;
    } else if (engine.engine.cancel(id) !== undefined) {
      cancelled += 1;
    }
  }
  return { cancelled, removed };
}

async function openDialog({ window, popover }: Desk): Promise<readonly string[]> {
  const parent = popover.current()?.isVisible() === true ? popover.current() : window.current();
  const options = { properties: ['openFile', 'multiSelections'] } satisfies Electron.OpenDialogOptions;
  popover.dragging(true);
  try {
    const { filePaths } = await (parent === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return filePaths;
  } finally {
    popover.dragging(false);
  }
}

function pictureName(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return `Picture ${day} ${time.slice(0, 8).replaceAll(':', '')}.png`;
}
