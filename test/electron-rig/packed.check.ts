import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createPackage } from '@electron/asar';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { expect, onTestFinished, test, vi } from 'vitest';
import { SOON } from '../e2e/office.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

const ELECTRON = process.env['CHATDROP_ELECTRON'] ?? '';

/** The program as a packer leaves it: a renamed Electron with app.asar beside it, and fuses. Linux only. */
async function pack(): Promise<string> {
  const home = join(temporaryFolder(), 'Chatdrop');
  cpSync(dirname(ELECTRON), home, { recursive: true, mode: 2 });
  const binary = join(home, 'chatdrop');
  renameSync(join(home, basename(ELECTRON)), binary);
  const app = join(home, 'app');
  const rig = join(home, 'resources', 'app');
  for (const part of ['dist/desktop', 'assets/icons', 'assets/licences.json', 'package.json']) {
    mkdirSync(dirname(join(app, part)), { recursive: true });
    cpSync(part, join(app, part), { recursive: true });
  }
  const { main, ...project } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly main: string };
  let first = `./${main}`;
  if (existsSync(rig)) {
    // What Electron 33 lacks is adapted in front of the program.
    renameSync(rig, join(home, 'resources', 'rig'));
    first = './adapted.js';
    writeFileSync(join(app, first), `await import('../rig/adapt.js'); await import('./${main}');`);
  }
  writeFileSync(join(app, 'package.json'), JSON.stringify({ ...project, main: first }));
  await createPackage(app, join(home, 'resources', 'app.asar'));
  rmSync(app, { recursive: true });
  await flipFuses(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
  });
  return binary;
}

test.runIf(process.platform === 'linux')(
  'packed in an archive, with its fuses, it starts and ends',
  async () => {
    const binary = await pack();
    const userData = temporaryFolder();
    const program = spawn(binary, ['--hidden', `--user-data-dir=${userData}`], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void program.kill('SIGKILL'));

    await vi.waitFor(() => expect(existsSync(join(userData, 'data', 'ledger.db'))).toBe(true), SOON);
    program.kill('SIGTERM');
    const [code] = (await once(program, 'exit')) as [number | null];

    expect(code).toBe(0);
  },
);
