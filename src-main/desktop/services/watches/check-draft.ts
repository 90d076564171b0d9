import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import { toWatchSpec } from '#config/to-watch-spec.ts';
import { watchProblems } from '#config/watch-problems.ts';
import { watchWarnings } from '#config/watch-warnings.ts';
import type { DraftProblem, WatchDraft } from '#contract/watches.ts';
import { parseDialogId } from '#domain/dialog-id.ts';
import type { Disk } from '#engine/system/disk.ts';
import { mayNeverBeWatched } from '#engine/system/forbidden-roots.ts';
import { toFolder } from '../engine/build-engine-config.ts';
import type { Stored } from '../settings/stored.ts';

export interface DraftQuestion {
  readonly draft: WatchDraft;
  /** The name it had; undefined for a new one. */
  readonly original: string | undefined;
  readonly stored: Stored;
  readonly dataDir: string;
  readonly disk: Disk;
}

/** Errors and warnings of a draft. */
export async function checkDraft(question: DraftQuestion): Promise<readonly DraftProblem[]> {
  const { draft, original, stored } = question;
  const others = stored.watches.filter(({ name }) => name !== original);
  const has = (list: readonly { readonly name: string }[]) => list.some(({ name }) => name === draft.name);
  const wrong = (field: DraftProblem['field'], problem: DraftProblem['problem'], detail?: string) => [
    { field, problem, detail, isWarning: false },
  ];
  return [
    ...(has(others) ? wrong('name', 'taken') : []),
    ...(await folderProblems(question)),
    ...(stored.portals.some(({ name }) => name === draft.portal) ? [] : wrong('portal', 'unknown')),
    ...(stored.bots.some(({ name, portal }) => name === draft.bot && portal === draft.portal)
      ? []
      : wrong('bot', 'unknown')),
    ...(parseDialogId(draft.dialog).ok ? [] : wrong('dialog', 'unknown')),
    ...watchProblems(draft).flatMap(({ path: [field], problem, detail }) => wrong(field, problem, detail)),
    ...warningsOf(draft, others),
  ];
}

async function folderProblems({ draft, dataDir, disk }: DraftQuestion): Promise<readonly DraftProblem[]> {
  const about = (problem: DraftProblem['problem'], isWarning: boolean): DraftProblem[] => [
    { field: 'folder', problem, detail: undefined, isWarning },
  ];
  const folder = toFolder(draft.folder);
  if (!isAbsolute(folder)) return about('required', false);
  if (await mayNeverBeWatched(disk, folder, { home: homedir(), dataDir, platform: process.platform })) {
    return about('forbidden', false);
  }
  const found = await disk.stat(folder).catch(() => undefined);
  return found?.kind !== 'folder' ? about('missing', true) : [];
}

function warningsOf(draft: WatchDraft, others: readonly WatchDraft[]): readonly DraftProblem[] {
  const specs = [draft, ...others].map((watch) =>
    toWatchSpec(watch, { portal: watch.portal, toPath: toFolder }),
  );
  return watchWarnings(specs).flatMap((warning): DraftProblem[] => {
    if (warning.watch !== draft.name) return [];
    return warning.type === 'placeholder'
      ? [{ field: 'caption', problem: 'placeholder', detail: warning.word, isWarning: true }]
      : [{ field: 'folder', problem: 'overlaps', detail: warning.other, isWarning: true }];
  });
}
