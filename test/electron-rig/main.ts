/** `npm run check:electron`: the desktop program on real Electron; README.md beside says how. */
import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownElectron } from '../e2e/own-electron.ts';
import { cacheFolder } from './cache.ts';
import { prepareElectron33 } from './prepare.ts';
import { missingPrograms, USER, withUser } from './user.ts';

async function findElectron(): Promise<string> {
  const own = ownElectron();
  if (own !== undefined) return own;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'node_modules/electron/dist is empty (npx install-electron), and only Linux x64 has another one',
    );
  }
  return prepareElectron33(cacheFolder());
}

async function main(): Promise<number> {
  const missing = missingPrograms();
  if (missing.length > 0) return skip(`not installed: ${missing.join(', ')}`);
  let electron: string;
  try {
    electron = await findElectron();
  } catch (error) {
    return skip(String(error));
  }
  const built = spawnSync('npm', ['run', '--silent', 'build:desktop'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (built.status !== 0) return 1;
  const home = mkdtempSync(join(tmpdir(), 'chatdrop-rig-'));
  if (USER !== undefined) chownSync(home, USER.uid, USER.gid);
  try {
    return run(electron, home);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function run(electron: string, home: string): number {
  const config = join(import.meta.dirname, 'vite.config.ts');
  // Its configuration is not compiled into node_modules, where another user may not write.
  const tests = ['node_modules/vitest/vitest.mjs', 'run', '--config', config, '--configLoader', 'native'];
  const words = [process.execPath, ...tests, ...process.argv.slice(2)];
  const [command = '', ...args] =
    process.platform === 'linux' ? withUser([join(import.meta.dirname, 'desk.sh'), ...words]) : words;
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      HOME: home,
      TMPDIR: home,
      XDG_RUNTIME_DIR: home,
      // Without it Electron on Linux takes no keyring.
      XDG_CURRENT_DESKTOP: 'GNOME',
      LANG: 'C.UTF-8',
      CHATDROP_ELECTRON: electron,
    },
  });
  return status ?? 1;
}

function skip(reason: string): number {
  console.log(`check:electron skipped: ${reason}`);
  return 0;
}

process.exitCode = await main();
