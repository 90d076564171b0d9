import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isNetworkDrive, isUncPath } from '#engine/system/drive-kind.ts';
import { isForbiddenRoot, mayNeverBeWatched } from '#engine/system/forbidden-roots.ts';
import { nodeDisk } from '#engine/system/node-disk.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const LINUX = { home: '/home/anna', dataDir: '/home/anna/.local/share/chatdrop', platform: 'linux' } as const;
const WINDOWS = {
  home: String.raw`C:\Users\Anna`,
  dataDir: String.raw`C:\Users\Anna\AppData\Roaming\chatdrop`,
  platform: 'win32',
} as const;

test.each([
  '/',
  '/home',
  '/home/anna',
  '/home/anna/',
  '/home/anna/Scans/..',
  '/home/anna/.ssh',
  '/home/anna/.gnupg/private-keys-v1.d',
  '/home/anna/.mozilla/firefox',
  '/home/anna/.local/share',
  '/home/anna/.local/share/chatdrop',
  '/home/anna/.local/share/chatdrop/sub',
  '/etc',
  '/usr/share/doc',
  '/proc/self',
])('%s may never be watched', (folder) => {
  expect(isForbiddenRoot(folder, LINUX)).toBe(true);
});

test.each([
  '/home/anna/Scans',
  '/home/anna/.sshfs',
  '/home/annabel',
  '/srv/scans',
  '/home/anna/..scans',
  '/etcetera',
  '/var/spool/scans',
  '/run/media/anna/stick',
])('%s may be watched', (folder) => {
  expect(isForbiddenRoot(folder, LINUX)).toBe(false);
});

test.each([
  ['C:\\', true],
  ['D:\\', true],
  ['\\\\server\\share\\', true],
  ['c:\\users\\anna', true],
  ['C:\\Users\\ANNA\\.ssh', true],
  ['C:\\Users\\Anna\\AppData\\Local\\Google\\Chrome\\User Data', true],
  ['C:\\Users\\Anna\\Documents\\Scans', false],
  ['c:\\windows\\Temp', true],
  ['C:\\Program Files (x86)\\Scanner\\out', true],
  ['C:\\ProgramData\\Scanner\\out', false],
  ['D:\\Scans', false],
  ['\\\\server\\share\\scans', false],
])('on Windows %s is forbidden: %s', (folder, expected) => {
  expect(isForbiddenRoot(folder, WINDOWS)).toBe(expected);
});

test.each([
  ['/System/Library', true],
  ['/Applications/Scanner.app', true],
  ['/private/etc', true],
  ['/System/Volumes/Data/Users/anna/Scans', false],
  ['/Users/anna/Library/Scans', false],
  ['/Volumes/scans', false],
])('on macOS %s is forbidden: %s', (folder, expected) => {
  const mac = { home: '/Users/anna', dataDir: '/Users/anna/Library/Application Support/chatdrop' };
  expect(isForbiddenRoot(folder, { ...mac, platform: 'darwin' })).toBe(expected);
});

test('a link to a private folder is as forbidden as the folder', async () => {
  const home = temporaryFolder();
  const elsewhere = temporaryFolder();
  mkdirSync(join(home, '.ssh'));
  mkdirSync(join(home, 'Scans'));
  symlinkSync(join(home, '.ssh'), join(elsewhere, 'innocent'));
  symlinkSync(join(home, 'Scans'), join(elsewhere, 'scans'));
  const places = { home, dataDir: join(home, 'data'), platform: process.platform };

  expect(await mayNeverBeWatched(nodeDisk, join(elsewhere, 'innocent'), places)).toBe(true);
  expect(await mayNeverBeWatched(nodeDisk, join(elsewhere, 'scans'), places)).toBe(false);
  expect(await mayNeverBeWatched(nodeDisk, join(elsewhere, 'not there yet'), places)).toBe(false);
});

test('a local folder is on no network drive, nor is one that is not there', async () => {
  expect(await isNetworkDrive(temporaryFolder())).toBe(false);
  expect(await isNetworkDrive('/not/there')).toBe(false);
});

test.each([
  ['\\\\server\\share', true],
  ['//server/share', true],
  ['\\\\?\\UNC\\server\\share', true],
  ['\\\\?\\C:\\scans', false],
  ['\\\\.\\pipe', false],
  ['C:\\scans', false],
])('%s is a path on another machine: %s', (folder, expected) => {
  expect(isUncPath(folder)).toBe(expected);
});
