import { clipboard, shell } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import { AppError } from '#domain/errors.ts';
import { toCsv, toJson } from '#engine/store/history/history-export.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { replaceFile } from '#engine/system/replace-file.ts';
import type { AppContext } from '../app-context.ts';
import { chatLink, hostsOf } from '../services/engine/chat-links.ts';
import { chart, historyFilter } from '../services/engine/history-view.ts';
import { toUploadDetails, toUploadItem } from '../services/engine/upload-item.ts';
import { askSavePath } from '../shell/windows/ask-path.ts';
import { openOrShow } from '../services/files/open-or-show.ts';
import { readPicture } from '../services/files/read-picture.ts';
import { restat } from '../services/files/restat.ts';
import { openLink } from '../shell/security/open-link.ts';

export function uploadHandlers(context: AppContext): AppHandlers['uploads'] {
  const { engine, settings, publish, host } = context;
  const row = (id: number): UploadRow => {
    const found = engine.ledger.row(id);
    if (found === undefined) throw new AppError('file.vanished', 'no such upload');
    return found;
  };
  const emitChange = (changed: UploadRow | undefined) => {
    if (changed !== undefined) publish('uploads', 'changed', toUploadItem(changed, context.displayContext()));
  };

  return {
    page: ({ section, filters, ...page }) =>
      engine.engine.history
        .page(historyFilter(context, filters, section), page)
        .map((row) => toUploadItem(row, context.displayContext())),
    counts: ({ filters }) => engine.engine.history.counts(historyFilter(context, filters)),
    details: (id) => {
      const found = engine.ledger.row(id);
      return found && toUploadDetails(found, engine.engine.history.attempts(id), context.displayContext());
    },
    picture: async (id) => {
      const { path, root } = row(id);
      const file = await host.files.open(path, root);
      try {
        return await readPicture(file);
      } finally {
        await file.close();
      }
    },
    chart: ({ filters, days }) => chart(context, filters, days),
    retry: (ids) => {
      for (const id of engine.ledger.retry(ids)) emitChange(engine.ledger.row(id));
      engine.engine.retryNow();
    },
    cancel: (id) => emitChange(engine.engine.cancel(id)),
    confirm: (id) => emitChange(engine.ledger.confirm(id)),
    sendAgain: async ({ id, to }) => {
      const { portal, bot, dialog: dialogId, caption, path, root, name } = row(id);
      const target = to ?? { portal, bot, dialog: dialogId };
      const stamp = await restat(host.files, path);
      engine.engine.enqueue([{ watch: undefined, target, caption, path, root, name, stamp }]);
    },
    removeFromChat: async (id) => {
      await engine.engine.remove(id, 'window');
    },
    openInChat: async ({ id, with: app }) => {
      await openInChat(context, row(id), app);
    },
    openFile: (id) => openOrShow(host.disk, row(id).path, row(id).root),
    showInFolder: async (id) => {
      // A drive that does not answer is not asked in this process.
      await host.files.identity(row(id).root);
      shell.showItemInFolder(row(id).path);
    },
    copyDetails: async (id) => {
      const details = toUploadDetails(row(id), engine.engine.history.attempts(id), context.displayContext());
      await clipboard.writeText(JSON.stringify(details, undefined, 2));
    },
    export: async ({ section, filters, format }) => {
      const path = await askSavePath(context, `chatdrop-history.${format}`);
      if (path === undefined) return undefined;
      let count = 0;
      const rows = function* () {
        for (const found of engine.engine.history.all(historyFilter(context, filters, section))) {
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
  async function openInChat(_desk: AppContext, found: UploadRow, app: 'browser' | 'app'): Promise<void> {
    const { portals } = settings.get();
    const portal = portals.find(({ name }) => name === found.portal);
    if (portal === undefined) throw new AppError('config.invalid', 'the portal is not in the settings');
    const { dialog: dialogId, messageId } = found;
    const link = chatLink({ origin: portal.origin, dialog: dialogId, messageId }, app);
    await openLink(link, hostsOf([portal.origin]));
  }
}
