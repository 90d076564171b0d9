import { stat } from 'node:fs/promises';
import { dialog, shell } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import type { WatchDraft, WatchItem } from '#contract/watches.ts';
import { AppError } from '#domain/errors.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { Desk } from '../desk.ts';
import { checkDraft } from '../watches/check-draft.ts';
import { captionPreview, previewDraft } from '../watches/preview.ts';

export function watchHandlers(desk: Desk): AppHandlers['watches'] {
  const { settings, engine, window } = desk;
  const problemsOf = (draft: WatchDraft, original: string | undefined) =>
    checkDraft({ draft, original, stored: settings.get(), dataDir: desk.places.data });

  return {
    list: () => watchItems(desk),
    check: ({ draft, original }) => problemsOf(draft, original),
    save: async ({ draft, original }) => {
      const problems = await problemsOf(draft, original);
      if (problems.some(({ isWarning }) => !isWarning)) return problems;
      const { watches } = settings.get();
      const at = watches.findIndex(({ name }) => name === (original ?? draft.name));
      await desk.change({ watches: at < 0 ? [...watches, draft] : watches.with(at, draft) });
      return problems;
    },
    preview: (draft) => previewDraft(draft, desk.now()),
    remove: async ({ name, pending }) => {
      if (pending === 'cancel') engine.engine.cancelPendingOf(name);
      await desk.change({ watches: settings.get().watches.filter((watch) => watch.name !== name) });
    },
    pause: ({ name, until }) => engine.engine.pause({ watch: name, until }),
    resume: (name) => engine.engine.resume({ watch: name }),
    openFolder: async (name) => {
      const watch = settings.get().watches.find((candidate) => candidate.name === name);
      if (watch === undefined || !(await isFolder(watch.folder))) {
        throw new AppError('folder.missing', 'the folder is not there');
      }
      await shell.openPath(watch.folder);
    },
    chooseFolder: async () => {
      const parent = window.current();
      const options = { properties: ['openDirectory'] } satisfies Electron.OpenDialogOptions;
      const { filePaths } = await (parent === undefined
        ? dialog.showOpenDialog(options)
        : dialog.showOpenDialog(parent, options));
      return filePaths[0];
    },
    defaultJunk: () => DEFAULT_JUNK,
    captionPreview: ({ template, file }) => captionPreview(template, file, desk.now()),
  };
}

export function watchItems(desk: Desk): readonly WatchItem[] {
  const { live } = desk;
  const { titleOf } = desk.surroundings();
  return desk.settings.get().watches.map((watch) => {
    const pause = live.pauseOf(watch.name);
    return {
      ...watch,
      chatTitle: titleOf(watch) ?? watch.dialog,
      state: live.watchStates.get(watch.name) ?? { type: 'starting' },
      pausedUntil: pause === undefined ? undefined : (pause.until ?? Infinity),
      waiting: live.waitingFor((row) => row.watch === watch.name),
      lastFile: live.lastFileOf(watch.name),
    };
  });
}

/** What the system opens by itself must be a folder still, not a program that took its place. */
async function isFolder(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined);
  return stats?.isDirectory() === true;
}
