import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pinned {
  readonly name: string;
  readonly version: string;
  /** As npm writes it: `sha512-` and Base64. */
  readonly integrity: string;
}

/**
 * Fetches a package of npm's registry as it is, once; runs nothing of it.
 * @returns the archive
 * @throws when it cannot be had, or is another one than the pinned
 */
export async function fetchPackage({ name, version, integrity }: Pinned, folder: string): Promise<string> {
  const file = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  const path = join(folder, file);
  if (!existsSync(path)) {
    // npm keeps a copy of whatever it fetches; this one is large, and we keep our own.
    const npmCache = mkdtempSync(join(tmpdir(), 'chatdrop-rig-npm-'));
    const draft = mkdtempSync(join(folder, 'draft-'));
    try {
      const args = [
        'pack',
        `${name}@${version}`,
        '--pack-destination',
        draft,
        '--cache',
        npmCache,
        '--silent',
      ];
      execFileSync('npm', args, { cwd: draft, stdio: ['ignore', 'ignore', 'inherit'] });
      renameSync(join(draft, file), path);
    } finally {
      for (const each of [npmCache, draft]) rmSync(each, { recursive: true, force: true });
    }
  }
  const hash = createHash('sha512');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  if (`sha512-${hash.digest('base64')}` === integrity) return path;
  rmSync(path);
  throw new Error(`${name}@${version} is not the pinned one`);
}
