import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fusesOf, pack, packFolder, WANTED_FUSES } from './pack.ts';

/** Bytes of the asar: what Chatdrop adds to Electron. */
const LARGEST = 8_000_000;

let folder: string;
let unpacked: string;
let app: string;

beforeAll(() => {
  folder = packFolder();
  unpacked = join(pack(folder, 'linux', ['dir']), 'linux-unpacked');
  app = join(folder, 'app');
  extractAll(asar(), app);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asar = () => join(unpacked, 'resources', 'app.asar');

test('holds the built program, its icons and licences, and nothing else', () => {
  const files = listPackage(asar(), { isPack: false }).filter(
    (path) => !statSync(join(app, path)).isDirectory(),
  );
  const kinds = new Set(files.map((path) => path.replace(/[^/]+\.(\w+)$/, '*.$1')));

  expect([...kinds].sort()).toEqual([
    '/*.json',
    '/assets/*.json',
    '/assets/icons/app/*.png',
    '/assets/icons/tray/*.ico',
    '/assets/icons/tray/*.png',
    '/dist/desktop/main/*.js',
    '/dist/desktop/main/chunks/*.js',
    '/dist/desktop/preload/*.cjs',
    '/dist/desktop/renderer/*.html',
    '/dist/desktop/renderer/assets/*.css',
    '/dist/desktop/renderer/assets/*.js',
  ]);
  const bytes = statSync(asar()).size;
  console.log(`app.asar: ${(bytes / 1e6).toFixed(2)} MB in ${files.length} files`);
  expect(bytes).toBeLessThan(LARGEST);
});

test('imports nothing that is not inside, but Electron and Node', () => {
  const main = join(app, 'dist/desktop/main');
  const sources = readdirSync(main, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(join(main, name), 'utf8'));
  const imported = sources.flatMap((text) =>
    [...text.matchAll(/^(?:import\b.*|\}) ?(?:from )?["']([^'"]+)["'];$/gm)].map(([, name = '']) => name),
  );

  const foreign = imported.filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
  expect(new Set(foreign)).toEqual(new Set(['electron']));
});

test('the licences that are shown are those of this version', () => {
  expect(readFileSync(join(app, 'assets/licences.json'))).toEqual(readFileSync('assets/licences.json'));
});

test('every fuse of the binary is set as it should be', async () => {
  expect(await fusesOf(join(unpacked, 'chatdrop'))).toEqual(WANTED_FUSES);
});

test("of Electron's languages only those of the program are left", () => {
  expect(readdirSync(join(unpacked, 'locales')).sort()).toEqual(['de.pak', 'en-US.pak', 'ru.pak']);
});

test(
  'the program out of the package passes the end-to-end tests of the desktop',
  { timeout: 900_000 },
  () => {
    // On what was packed instead of what was built.
    const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'desktop', 'test/e2e'];
    const env = { ...process.env, CHATDROP_APP: app };

    execFileSync(process.execPath, vitest, { env, stdio: 'inherit' });
  },
);
