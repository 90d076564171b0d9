/** `npm run check:electron`: the desktop program on real Electron; README.md beside says how. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownElectron } from '../e2e/own-electron.ts';
import { cacheFolder } from './cache.ts';
import { prepareElectron33 } from './prepare.ts';
import { missingPrograms, USER, withUser } from './user.ts';

/** Pictures of the screen are among the results. */
const PICTURES = resolve('.screens', 'real-electron');

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
  execFileSync('npx', ['electron-vite', 'build', '--logLevel', 'warn'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const home = mkdtempSync(join(tmpdir(), 'chatdrop-rig-'));
  mkdirSync(PICTURES, { recursive: true });
  if (USER !== undefined) for (const folder of [home, PICTURES]) chownSync(folder, USER.uid, USER.gid);
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
  const [command = '', ...args] = withUser([process.execPath, ...tests, ...process.argv.slice(2)]);
  const counts = join(home, 'counts');
  const { status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      HOME: home,
      TMPDIR: home,
      // Without it Electron on Linux takes no keyring.
      XDG_CURRENT_DESKTOP: 'GNOME',
      LANG: 'C.UTF-8',
      CHATDROP_ELECTRON: electron,
      CHATDROP_PICTURES: PICTURES,
      CHATDROP_TEST_COUNTS: counts,
    },
  });
  report(existsSync(counts) ? readFileSync(counts, 'utf8').trim() : '0 passed, 1 failed');
  return status ?? 1;
}

function skip(reason: string): number {
  console.log(`check:electron skipped: ${reason}`);
  report('0 passed, 0 failed');
  return 0;
}

/** The last line, and for CI the file that it adds up. */
function report(counts: string): void {
  const seconds = Math.round(performance.now() / 1_000);
  console.log(`check:electron: ${counts}, ${seconds} s`);
  const file = process.env['CHATDROP_TEST_COUNTS'];
  if (file !== undefined) writeFileSync(file, `${counts}\n`);
}

process.exitCode = await main();
