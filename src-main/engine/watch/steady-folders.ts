import { createHash } from 'node:crypto';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { Finding, WatchMemory } from './memory.ts';
import type { ScannedFolder } from './scan.ts';

/**
 * Remembers how a folder lay when a scan found nothing to do in it, so that the memory need not be asked again while
 * it lies like that: most folders of a large tree never change. A few dozen bytes for each folder; nothing is lost
 * when it forgets.
 */
export class SteadyFolders {
  readonly #digests = new Map<string, string>();

  /** True when the folder lies as it did when it was kept, and nothing was recorded of it since. */
  has(scanned: ScannedFolder): boolean {
    const digest = this.#digests.get(scanned.folder);
    return digest !== undefined && digest === digestOf(scanned);
  }

  keep(scanned: ScannedFolder): void {
    this.#digests.set(scanned.folder, digestOf(scanned));
  }

  forget(folder: string): void {
    this.#digests.delete(folder);
  }

  /** The memory, through which whatever is recorded makes its folders be compared again. */
  over(memory: WatchMemory): WatchMemory {
    return {
      announce: (watch, folder, since) => memory.announce(watch, folder, since),
      begin: (watch, folder, since) => memory.begin(watch, folder, since),
      begun: (watch, folder) => memory.begun(watch, folder),
      inFolder: (watch, folder) => memory.inFolder(watch, folder),
      at: (watch, folder, name) => memory.at(watch, folder, name),
      folders: (watch) => memory.folders(watch),
      byIdentity: (watch, identity) => memory.byIdentity(watch, identity),
      record: (watch, findings) => {
        for (const folder of findings.flatMap(foldersOf)) this.forget(folder);
        memory.record(watch, findings);
      },
    };
  }
}

function foldersOf(finding: Finding): readonly string[] {
  if (finding.type === 'gone') return [finding.folder];
  return finding.type === 'moved' ? [finding.from.folder, finding.file.folder] : [finding.file.folder];
}

/** Everything of a scanned folder that the comparison with the memory looks at. */
function digestOf({ names, files, links, specials }: ScannedFolder): string {
  const text = [[...names], files.map(({ name }) => name), links, specials].map((list) => list.join('/'));
  const stamps = new Float64Array(files.flatMap(({ stamp }) => comparedOf(stamp)));
  return createHash('sha256').update(text.join('//')).update(stamps).digest('base64');
}

function comparedOf({ ino, size, mtimeMs }: FileStamp): readonly number[] {
  return [ino, size, mtimeMs];
}
