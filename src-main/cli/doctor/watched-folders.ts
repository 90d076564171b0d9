import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { WatchSpec } from '#domain/watch.ts';
import type { Disk } from '#engine/system/disk.ts';
import { holdsBytes, readable } from '#engine/system/byte-names.ts';
import { isNetworkDrive } from '#engine/system/drive-kind.ts';
import { errnoOf, isUnresponsive } from '#engine/system/file-errors.ts';
import { mayNeverBeWatched } from '#engine/system/forbidden-roots.ts';
import { failed, ok, warning, type Finding } from './finding.ts';

/** More are not counted: every limit is below it. */
const MANY_FOLDERS = 2_000_000;
/** Share of the system's inotify watches above which other programs get into trouble, too. */
const HALF = 0.5;

/** Whether every watched folder can be watched, and the system has notices enough for all of them. */
export async function examineWatches(
  disk: Disk,
  watches: readonly WatchSpec[],
  dataDir: string,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  let folders = 0;
  const odd: string[] = [];
  for (const spec of watches) {
    const finding = await examineWatch(disk, spec, dataDir);
    findings.push(finding);
    if (finding.state === 'ok') folders += await countFolders(disk, spec, odd);
  }
  return [...findings, ...examineNames(odd), ...examineInotify(folders, inotifyLimit())];
}

async function examineWatch(
  disk: Disk,
  { name, folder, mode }: WatchSpec,
  dataDir: string,
): Promise<Finding> {
  const what = `watch ${name}`;
  if (await mayNeverBeWatched(disk, folder, { home: homedir(), dataDir, platform: process.platform })) {
    return failed(what, `${folder} may never be watched: choose a folder that holds only what may be sent`);
  }
  try {
    await disk.list(folder);
  } catch (error) {
    if (isUnresponsive(error))
      return failed(
        what,
        `${folder} lies on a drive that does not answer: see to its server, or to the network`,
      );
    return errnoOf(error) === 'ENOENT'
      ? failed(what, `${folder} is not there: make it, or connect its drive; it is then found by itself`)
      : failed(what, `${folder} cannot be read: give the user of this process the right to`);
  }
  const isListed = mode === 'polling' || (await isNetworkDrive(folder));
  return ok(what, isListed ? `${folder}, found by listing every 30 s` : `${folder}, on a local drive`);
}

/** Names that the program sends under others. */
function examineNames(odd: readonly string[]): readonly Finding[] {
  const [first] = odd;
  if (first === undefined) return [];
  const example = `${first.replace(/[^\x20-\x7e]/gu, '\ufffd')} as ${readable(first)}`;
  return [
    warning(
      'names',
      `${odd.length} are not UTF-8; sent in the likeliest encoding: ${example}; rename them if that is wrong`,
    ),
  ];
}

/** @param limit inotify watches a user may have; `undefined` where there is no such limit */
export function examineInotify(folders: number, limit: number | undefined): readonly Finding[] {
  if (limit === undefined) return [];
  const words = `${folders} folders of ${limit} that the system watches for one user`;
  if (folders < limit * HALF) return [ok('inotify', words)];
  return [
    warning(
      'inotify',
      `${words}: raise fs.inotify.max_user_watches with sysctl; what is beyond it is found by listing`,
    ),
  ];
}

function inotifyLimit(): number | undefined {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'));
  } catch {
    return undefined; // not Linux, or hidden from this process
  }
}

/** @param odd receives the names that are not UTF-8 */
async function countFolders(disk: Disk, { folder, recursive }: WatchSpec, odd: string[]): Promise<number> {
  let count = 1;
  const open = [folder];
  for (let next = open.pop(); next !== undefined && count < MANY_FOLDERS; next = open.pop()) {
    try {
      for (const { name, kind } of await disk.list(next)) {
        if (holdsBytes(name)) odd.push(name);
        if (kind === 'folder' && recursive) open.push(join(next, name));
      }
      count += 1;
    } catch {
      // Gone or closed to us: the watch cannot look into it either.
    }
  }
  return Math.max(1, count - 1);
}
