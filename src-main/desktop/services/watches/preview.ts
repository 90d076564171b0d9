import { basename, join } from 'node:path';
import { toWatchSpec } from '#config/to-watch-spec.ts';
import type { LeftOutFile, LeftOutReason, WatchDraft, WatchPreview } from '#contract/watches.ts';
import { nameValues, renderCaption } from '#domain/caption.ts';
import { compileRule } from '#domain/watch-rule.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { captionFor } from '#engine/captions.ts';
import type { FileSystem } from '#engine/ports.ts';
import { isNetworkDrive } from '#engine/system/drive-kind.ts';
import { readIgnoreFile } from '#engine/system/read-ignore-file.ts';
import { toFolder } from '../engine/build-engine-config.ts';

const MAX_SHOWN = 10;
/** Limits the time of a preview: of larger folders it shows the beginning. */
const MAX_ENTRIES = 5_000;

/** Shows which existing files a draft would send. */
export async function previewDraft(files: FileSystem, draft: WatchDraft, now: number): Promise<WatchPreview> {
  const spec = toWatchSpec(draft, { portal: draft.portal, toPath: toFolder });
  const rule = compileRule(spec);
  const matches: { name: string; size: number; caption: string }[] = [];
  const others: LeftOutFile[] = [];
  let [matchCount, matchBytes, entryCount] = [0, 0, 0];

  const enter = async (folder: string): Promise<void> => {
    const entries = await files.list(join(spec.folder, folder));
    rule.setIgnoreFile(folder, await readIgnoreFile(files, spec.folder, folder, entries));
    for (const { name, kind } of entries) {
      if ((entryCount += 1) > MAX_ENTRIES) return;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (kind === 'folder') {
        const verdict = rule.judgeFolder(path);
        if (verdict.included) await enter(path);
        else if (verdict.by === 'document' && others.length < MAX_SHOWN)
          others.push({ name: path, reason: 'document', pattern: undefined });
      }
      if (kind !== 'file') continue;
      const stamp = await files.stamp(join(spec.folder, path));
      if (stamp === undefined) continue;
      const verdict = rule.judgeFile(path);
      const reason = verdict.included ? sizeReason(stamp.size, spec) : verdict.by;
      if (reason !== undefined) {
        const pattern = 'pattern' in verdict ? verdict.pattern : undefined;
        if (others.length < MAX_SHOWN) others.push({ name: path, reason, pattern });
        continue;
      }
      matchCount += 1;
      matchBytes += stamp.size;
      if (matches.length < MAX_SHOWN) {
        matches.push({
          name: path,
          size: stamp.size,
          caption: captionFor(spec, { folder, name, stamp }, now),
        });
      }
    }
  };

  const identity = await files.identity(spec.folder).catch(() => undefined);
  if (identity === undefined) return { matches, matchCount, matchBytes, others, drive: 'absent' };
  await enter('');
  const drive = (await isNetworkDrive(spec.folder)) ? 'network' : 'local';
  return { matches, matchCount, matchBytes, others, drive };
}

/** A caption for a file that need not exist. */
export function captionPreview(template: string, file: string, now: number): string {
  const at = new Date(now);
  return renderCaption(template, {
    ...nameValues(basename(join(file, '..')), basename(file)),
    size: '1.2 MB',
    date: at.toISOString().slice(0, 10),
    time: at.toTimeString().slice(0, 5),
    host: 'host',
    user: 'user',
  });
}

function sizeReason(
  size: number,
  { sizeMin, sizeMax }: Pick<WatchSpec, 'sizeMin' | 'sizeMax'>,
): LeftOutReason | undefined {
  if (size === 0) return 'empty';
  if (size < sizeMin) return 'too-small';
  return size > sizeMax ? 'too-large' : undefined;
}
