import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fromSystem } from './byte-names.ts';
import type { WantedFile } from '../ports.ts';

/** Milliseconds after which others get their turn. */
const STRETCH_MS = 5;

/**
 * Which of these files other processes have open for writing, by path. Sees the processes of this user, or all of them as
 * root. Reads only `/proc`, so that no drive is asked. Finds none where the system has no `/proc`.
 */
export async function findWriters(wanted: readonly WantedFile[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const byName = Map.groupBy(wanted, ({ path }) => basename(path));
  const mapped = wanted.filter(({ mayBeMapped }) => mayBeMapped === true);
  let sinceMs = performance.now();
  for (const process of processes()) {
    for (const handle of handlesOf(process)) {
      if (performance.now() - sinceMs > STRETCH_MS) {
        await setImmediate();
        sinceMs = performance.now();
      }
      const target = targetOf(process, handle);
      const alike = target === undefined ? undefined : byName.get(basename(target));
      if (target === undefined || alike === undefined) continue;
      const info = orUndefined(() => readFileSync(`/proc/${process}/fdinfo/${handle}`, 'latin1')) ?? '';
      if (!isForWriting(info)) continue;
      for (const { path } of alike.filter((one) => isSame(one, target, info))) found.add(path);
    }
    if (mapped.length > 0) for (const path of await mappedBy(process, mapped)) found.add(path);
  }
  return found;
}

function processes(): string[] {
  const names = orUndefined(() => readdirSync('/proc')) ?? [];
  return names.filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
}

/** The path behind a handle; undefined for a pipe, a socket or one that was closed. */
function targetOf(id: string, handle: string): string | undefined {
  const link = `/proc/${id}/fd/${handle}`;
  const target = orUndefined(() => readlinkSync(link));
  if (target?.startsWith('/') !== true) return undefined;
  if (!target.includes('\ufffd')) return target;
  return orUndefined(() => fromSystem(readlinkSync(link, { encoding: 'buffer' })));
}

/** Empty for a process that has ended, or of another user. */
function handlesOf(id: string): string[] {
  return orUndefined(() => readdirSync(`/proc/${id}/fd`)) ?? [];
}

/** `O_WRONLY` is 1, `O_RDWR` 2; the flags are octal. */
function isForWriting(info: string): boolean {
  return /^flags:\s*\d*[1256]$/m.test(info);
}

/** In a container the same file has another path; kernels from 5.14 on name its inode. */
function isSame({ path, ino }: WantedFile, target: string, info: string): boolean {
  return target === path || /^ino:\s*(\d+)$/m.exec(info)?.[1] === String(ino);
}

/** A mapping outlives the handle it was made from. */
async function mappedBy(id: string, wanted: readonly WantedFile[]): Promise<readonly string[]> {
  try {
    const shared = (await readFile(`/proc/${id}/maps`, 'utf8'))
      .split('\n')
      .flatMap((line) => /^\S+ .w.s \S+ \S+ (\d+) +(.*)$/.exec(line)?.slice(1) ?? []);
    return wanted
      .filter(({ path, ino }) => shared.includes(String(ino)) || shared.includes(path))
      .map(({ path }) => path);
  } catch {
    return [];
  }
}

function orUndefined<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
