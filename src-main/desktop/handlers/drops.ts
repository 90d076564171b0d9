import { dialog } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import type { AppContext } from '../app-context.ts';
import { readClipboard } from '../services/drops/clipboard.ts';
import { botItems } from '../services/portals/bot-items.ts';
import { dropTargets } from '../services/drops/drop-targets.ts';

/** How long after its delivery an upload of a drop can be taken back. */
const UNDO_MS = 30_000;

export function dropHandlers(context: AppContext): AppHandlers['drops'] {
  const { drops, engine } = context;
  context.portals.pictures.onArrival = () => {
    context.publish('drops', 'targetsChanged', dropTargets(context));
    context.publish('bots', 'changed', botItems(context));
  };
  return {
    targets: () => dropTargets(context),
    repeats: ({ drop, target }) => engine.engine.countDuplicates(drops.peek(drop, target)),
    send: async ({ drop, target, caption }) => {
      // The tile is disabled. An upload that comes here anyway would wait forever.
      context.portals.requireAllowed(target.portal);
      const rows = engine.engine.enqueue(drops.consume(drop, target, caption));
      await markUsed(context, target);
      return { ids: rows.map(({ id }) => id) };
    },
    discard: (handle) => drops.discard(handle),
    pending: () => drops.takeReceived(),
    paste: async () => {
      const pasted = await readClipboard();
      switch (pasted.type) {
        case 'files':
          return drops.takePaths(pasted.paths);
        case 'picture':
          return drops.takeContent(pictureName(context.now()), pasted.png);
        case 'nothing':
          return undefined;
      }
    },
    choose: async () => {
      const chosen = await openDialog(context);
      return chosen.length === 0 ? undefined : drops.takePaths(chosen);
    },
    undo: ({ ids }) => undo(context, ids),
  };
}

async function markUsed(
  context: AppContext,
  target: { portal: string; bot: string; dialog: string },
): Promise<void> {
  const dialogs = context.settings
    .get()
    .dialogs.map((known) =>
      known.portal === target.portal && known.bot === target.bot && known.dialog === target.dialog
        ? { ...known, lastUsedAt: context.now() }
        : known,
    );
  await context.change({ dialogs });
}

/** Cancels waiting uploads and removes delivered ones from the chat. */
async function undo(context: AppContext, ids: readonly number[]) {
  const { engine, now } = context;
  let [cancelled, removed] = [0, 0];
  for (const id of ids) {
    const row = engine.engine.row(id);
    if (row === undefined || now() - (row.deliveredAt ?? now()) > UNDO_MS) continue;
    if (row.state === 'delivered' && row.messageId !== undefined) {
      await engine.engine.remove(id, 'undo');
      removed += 1;
    } else if (engine.engine.cancel(id) !== undefined) {
      cancelled += 1;
    }
  }
  return { cancelled, removed };
}

async function openDialog({ window, popover }: AppContext): Promise<readonly string[]> {
  const parent = popover.current()?.isVisible() === true ? popover.current() : window.current();
  const options = { properties: ['openFile', 'multiSelections'] } satisfies Electron.OpenDialogOptions;
  popover.setDragging(true);
  try {
    const { filePaths } = await (parent === undefined
      ? dialog.showOpenDialog(options)
      : dialog.showOpenDialog(parent, options));
    return filePaths;
  } finally {
    popover.setDragging(false);
  }
}

function pictureName(now: number): string {
  const [day = '', time = ''] = new Date(now).toISOString().split('T');
  return `Picture ${day} ${time.slice(0, 8).replaceAll(':', '')}.png`;
}
