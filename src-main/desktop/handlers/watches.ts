import { shell } from 'electron';
import type { AppHandlers } from '#contract/contract.ts';
import type { WatchDraft } from '#contract/watches.ts';
import { AppError } from '#domain/errors.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { AppContext } from '../app-context.ts';
import { askOpenPath } from '../shell/windows/ask-path.ts';
import { storedWatch } from '../services/settings/stored.ts';
import { checkDraft } from '../services/watches/check-draft.ts';
import { captionPreview, previewDraft } from '../services/watches/preview.ts';
import { watchItems } from '../services/watches/watch-items.ts';

export function watchHandlers(context: AppContext): AppHandlers['watches'] {
  const { settings, engine } = context;
  const problemsOf = (draft: WatchDraft, original: string | undefined) =>
    checkDraft({
      draft,
      original,
      stored: settings.get(),
      dataDir: context.paths.data,
      disk: context.host.disk,
    });

  /** @throws AppError `policy.forbidden` for a watch that the machine's policy manages */
  const requireOwn = (name: string) => {
    if (engine.managed.watches.some((spec) => spec.name === name)) {
      throw new AppError('policy.forbidden', 'a watch of the policy');
    }
  };

  return {
    list: () => watchItems(context),
    check: ({ draft, original }) => problemsOf(draft, original),
    save: async ({ draft, original }) => {
      requireOwn(original ?? draft.name);
      const problems = await problemsOf(draft, original);
      if (problems.some(({ isWarning }) => !isWarning)) return problems;
      const { watches } = settings.get();
      const at = watches.findIndex(({ name }) => name === (original ?? draft.name));
      const watch = storedWatch.parse(draft);
      await context.change({ watches: at < 0 ? [...watches, watch] : watches.with(at, watch) });
      return problems;
    },
    preview: (draft) => previewDraft(context.host.files, draft, context.now()),
    remove: async ({ name, pending }) => {
      requireOwn(name);
      if (pending === 'cancel') engine.engine.cancelPendingOf(name);
      await context.change({ watches: settings.get().watches.filter((watch) => watch.name !== name) });
    },
    pause: ({ name, until }) => engine.engine.pause({ watch: name, until }),
    resume: (name) => engine.engine.resume({ watch: name }),
    dismissDuplicateSender: (name) => {
      const watch = watchItems(context).find((candidate) => candidate.name === name);
      if (watch !== undefined) engine.engine.dismissDuplicateSender(watch);
      context.publish('watches', 'changed', watchItems(context));
    },
    openFolder: async (name) => {
      const watch = watchItems(context).find((candidate) => candidate.name === name);
      // Checked again before the system opens it: a program may have replaced the folder.
      if (watch === undefined || (await context.host.files.identity(watch.folder)) === undefined) {
        throw new AppError('folder.missing', 'the folder is not there');
      }
      await shell.openPath(watch.folder);
    },
    chooseFolder: () => askOpenPath(context, { properties: ['openDirectory'] }),
    defaultJunk: () => DEFAULT_JUNK,
    captionPreview: ({ template, file }) => captionPreview(template, file, context.now()),
  };
}
