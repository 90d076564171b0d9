import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { getRawHeader } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FEED, fusesOf, pack, packFolder, sevenZip, WANTED_FUSES } from './pack.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
const archives = sevenZip === undefined ? [] : ['tar.gz', 'zip'];
let folder: string;
let linux: string;
let windows: string;

beforeAll(() => {
  folder = packFolder();
  linux = pack(folder, 'linux', ['deb', ...archives.slice(0, 1)]);
  windows = pack(folder, 'win', archives.length > 0 ? ['zip'] : ['dir']);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the deb package', () => {
  const content = () => join(linux, `Chatdrop-${version}-linux-amd64.deb.content`);
  const entry = () => readFileSync(join(content(), 'usr/share/applications/chatdrop.desktop'), 'utf8');

  test('puts the program, its entry in the menu and its icon in every size where desktops look for them', () => {
    const files = globSync('**/*', { cwd: content(), withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(content().length));

    expect(files.filter((path) => !path.startsWith('/opt/')).sort()).toEqual([
      '/usr/share/applications/chatdrop.desktop',
      ...[128, 16, 24, 256, 32, 48, 512, 64].map(
        (size) => `/usr/share/icons/hicolor/${size}x${size}/apps/chatdrop.png`,
      ),
    ]);
    expect(files).toContain('/opt/Chatdrop/chatdrop');
    expect(files).toContain('/opt/Chatdrop/resources/app.asar');
  });

  test('has our icon, not the one of Electron', () => {
    const packed = readFileSync(join(content(), 'usr/share/icons/hicolor/256x256/apps/chatdrop.png'));

    expect(packed.equals(readFileSync('assets/icons/app/256x256.png'))).toBe(true);
  });

  test('names itself in every language in the menu, under the name its windows have', () => {
    expect(entry()).toMatch(/^Exec=\/opt\/Chatdrop\/chatdrop( %U)?$/m);
    expect(entry()).toMatch(/^StartupWMClass=chatdrop$/m);
    for (const key of ['GenericName', 'Comment', 'Keywords']) {
      expect(entry()).toMatch(new RegExp(String.raw`^${key}\[ru\]=.*\p{Script=Cyrillic}`, 'mu'));
      expect(entry()).toMatch(new RegExp(String.raw`^${key}\[de\]=.`, 'm'));
    }
    expect(entry()).not.toMatch(/^MimeType=/m);
  });

  const hasValidator = spawnSync('desktop-file-validate', ['--help']).status === 0;
  test.skipIf(!hasValidator)('its entry is valid (needs desktop-file-validate)', () => {
    const path = join(content(), 'usr/share/applications/chatdrop.desktop');

    expect(() => execFileSync('desktop-file-validate', [path], { stdio: 'pipe' })).not.toThrow();
  });
});

describe('the archives', () => {
  test.skipIf(archives.length === 0)('tar.gz holds one folder with the whole program (needs 7-Zip)', () => {
    const path = join(linux, `Chatdrop-${version}-linux-x64.tar.gz`);
    const listed = execFileSync('tar', ['-tzvf', path], { encoding: 'utf8' }).trim().split('\n');
    const names = listed.map((line) => line.replace(/^.*?Chatdrop-/, 'Chatdrop-'));

    const root = `Chatdrop-${version}-linux-x64/`;
    expect(names.filter((name) => !name.startsWith(root))).toEqual([]);
    const files = names.filter((name) => !name.endsWith('/')).map((name) => name.slice(root.length));
    expect(files.sort()).toEqual([
      'LICENSE.electron.txt',
      'chatdrop',
      'locales/de.pak',
      'locales/en-US.pak',
      'locales/ru.pak',
      'resources/app-update.yml',
      'resources/app.asar',
      'version',
    ]);
    expect(listed.find((line) => line.endsWith('/chatdrop'))).toMatch(/^-rwxr-xr-x/);
  });

  test.skipIf(archives.length === 0)('a zip for Windows is made (needs 7-Zip)', () => {
    expect(existsSync(join(windows, `Chatdrop-${version}-win-x64.zip`))).toBe(true);
  });
});

describe('the program for Windows', () => {
  const binary = () => join(windows, 'win-unpacked', 'Chatdrop.exe');

  test('has every fuse set as it should be', async () => {
    expect(await fusesOf(binary())).toEqual(WANTED_FUSES);
  });

  test('carries the hash of its archive, so that a changed one does not start', () => {
    const { headerString } = getRawHeader(join(windows, 'win-unpacked/resources/app.asar'));
    const hash = createHash('sha256').update(headerString).digest('hex');

    expect(readFileSync(binary(), 'latin1')).toContain(hash);
  });

  test('tells its name and version', () => {
    const text =
      readFileSync(binary()).toString('utf16le') + readFileSync(binary()).subarray(1).toString('utf16le');

    expect(text).toContain('Chatdrop');
    expect(text).toContain(version);
  });
});

test('the feed is written beside the program, for its updates', () => {
  expect(readFileSync(join(linux, 'linux-unpacked/resources/app-update.yml'), 'utf8')).toContain(
    `url: ${FEED}`,
  );
});
