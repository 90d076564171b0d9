import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the rig keeps what it fetched. Root's lies where the user that the tests run as can read it. */
export function cacheFolder(): string {
  const own =
    process.getuid?.() === 0 ? '/var/cache' : (process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'));
  const folder = join(own, 'chatdrop-rig');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}
