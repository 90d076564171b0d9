import { clipboard, shell } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import { AppError } from '#domain/errors.ts';
import { deleteMessage } from '#engine/bitrix24/dialogs.ts';
import { toCsv, toJson } from '#engine/store/history/history-export.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { replaceFile } from '#engine/system/replace-file.ts';
import type { Desk } from '../desk.ts';
import { chatLink, hostsOf } from '../engine/chat-links.ts';
import { chart, historyFilter } from '../engine/history-view.ts';
import { toUploadDetails, toUploadItem } from '../engine/upload-item.ts';
import { askWhere } from '../files/ask-path.ts';
import { openOrShow } from '../files/open-or-show.ts';
import { readPicture } from '../files/read-picture.ts';
import { stampAgain } from '../files/stamp-again.ts';
import { identityOf } from '../portals/identity.ts';
import { openLink } from '../security/open-link.ts';

export function uploadHandlers(desk: Desk): AppHandlers['uploads'] {
  const { engine, settings, publish } = desk;
  const row = (id: number): UploadRow => {
    const found = engine.ledger.row(id);
    if (found === undefined) throw new AppError('file.vanished', 'no such upload');
    return found;
  };
  const tell = (changed: UploadRow | undefined) => {
    if (changed !== undefined) publish('uploads', 'changed', toUploadItem(changed, desk.surroundings()));
  };

  return {
    page: ({ section, filters, ...page }) =>
      engine.engine.history
        .page(historyFilter(desk, filters, section), page)
        .map((row) => toUploadItem(row, desk.surroundings())),
    counts: ({ filters }) => engine.engine.history.counts(historyFilter(desk, filters)),
    details: (id) => {
      const found = engine.ledger.row(id);
      return found && toUploadDetails(found, engine.engine.history.attempts(id), desk.surroundings());
    },
    picture: async (id) => {
      const { path, root } = row(id);
      const file = await nodeFileSystem.open(path, root);
      try {
        return await readPicture(file);
      } finally {
        await file.close();
      }
    },
    chart: ({ filters, days }) => chart(desk, filters, days),
    retry: (ids) => {
      for (const id of engine.ledger.retry(ids)) tell(engine.ledger.row(id));
      engine.engine.retryNow();
    },
    cancel: (id) => tell(engine.engine.cancel(id)),
    confirm: (id) => tell(engine.ledger.confirm(id)),
    sendAgain: async ({ id, to }) => {
      const { portal, bot, dialog: dialogId, caption, path, root, name } = row(id);
      const target = to ?? { portal, bot, dialog: dialogId };
      const stamp = await stampAgain(path);
      engine.engine.enqueue([{ watch: undefined, target, caption, path, root, name, stamp }]);
    },
    removeFromChat: async (id) => {
      const { portal, bot, messageId } = row(id);
      if (messageId === undefined) throw new AppError('request.refused', 'it has no message');
      const identity = identityOf(desk, { portal, bot });
      await desk.portals.ask(portal, ({ rest }, signal) => deleteMessage(rest, identity, messageId, signal));
    },
    openInChat: async ({ id, with: app }) => {
      await openInChat(desk, row(id), app);
    },
    openFile: (id) => openOrShow(row(id).path, row(id).root),
    showInFolder: (id) => shell.showItemInFolder(row(id).path),
    copyDetails: async (id) => {
      const details = toUploadDetails(row(id), engine.engine.history.attempts(id), desk.surroundings());
      await clipboard.writeText(JSON.stringify(details, undefined, 2));
    },
    export: async ({ section, filters, format }) => {
      const path = await askWhere(desk, `chatdrop-history.${format}`);
      if (path === undefined) return undefined;
      let count = 0;
      const rows = function* () {
        for (const found of engine.engine.history.all(historyFilter(desk, filters, section))) {
          count += 1;
          yield found;
        }
      };
      const pieces = format === 'csv' ? toCsv(rows()) : toJson(rows());
      await replaceFile(path, pieces);
      return count;
    },
  };

  /** @throws AppError `config.invalid` when the portal is not in the settings any more */
  async function openInChat(_desk: Desk, found: UploadRow, app: 'browser' | 'app'): Promise<void> {
    const { portals } = settings.get();
    const portal = portals.find(({ name }) => name === found.portal);
    if (portal === undefined) throw new AppError('config.invalid', 'the portal is not in the settings');
    const { dialog: dialogId, messageId } = found;
    const link = chatLink({ origin: portal.origin, dialog: dialogId, messageId }, app);
    await openLink(link, hostsOf([portal.origin]));
  }
}
