import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configPaths, defaultDataDir, type Environment } from '#cli/config/config-paths.ts';
import { loadSettings } from '#cli/settings.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const linux: Environment = { cwd: '/work', env: {}, platform: 'linux', home: '/home/ann' };

const CONFIG = {
  portals: [{ name: 'office', webhook: 'http://127.0.0.1:1/rest/1/x/' }],
  bots: [{ name: 'scanner', portal: 'office', botId: 1, botToken: 'x' }],
  watches: [{ name: 'scans', folder: '../scans', bot: 'scanner', dialog: 'chat5' }],
};

test('the configuration is looked for here, then with the user, then with the system', () => {
  expect(configPaths(linux)).toEqual([
    '/work/chatdrop.json',
    '/home/ann/.config/chatdrop/chatdrop.json',
    '/etc/chatdrop/chatdrop.json',
  ]);
  expect(configPaths({ ...linux, env: { XDG_CONFIG_HOME: '/conf' } })[1]).toBe(
    '/conf/chatdrop/chatdrop.json',
  );
});

test('the history lies where each system keeps such things', () => {
  expect(defaultDataDir(linux)).toBe('/home/ann/.local/state/chatdrop');
  expect(defaultDataDir({ ...linux, env: { XDG_STATE_HOME: '/state' } })).toBe('/state/chatdrop');
  expect(defaultDataDir({ ...linux, platform: 'darwin' })).toBe(
    '/home/ann/Library/Application Support/chatdrop',
  );
});

describe('relative folders', () => {
  function setUp(content: object) {
    const root = temporaryFolder();
    mkdirSync(join(root, 'etc'));
    writeFileSync(join(root, 'etc', 'chatdrop.json'), JSON.stringify(content));
    return { root, around: { ...linux, cwd: root } };
  }

  test('count from the configuration file, wherever the command is started', () => {
    const { root, around } = setUp({ ...CONFIG, dataDir: 'data' });

    const { config } = loadSettings({ config: 'etc/chatdrop.json' }, around);

    expect(config.watches[0]?.folder).toBe(join(root, 'scans'));
    expect(config.dataDir).toBe(join(root, 'etc', 'data'));
  });

  test('on the command line count from the working folder, and win', () => {
    const { root, around } = setUp({ ...CONFIG, dataDir: 'data' });

    const { config } = loadSettings({ config: 'etc/chatdrop.json', data: 'mine' }, around);

    expect(config.dataDir).toBe(join(root, 'mine'));
  });
});

test('no configuration anywhere is told with the places that were looked at', () => {
  const nowhere = { ...linux, platform: 'win32' as const, cwd: temporaryFolder(), home: temporaryFolder() };

  expect(() => loadSettings({}, nowhere)).toThrow(
    /no configuration found, looked for .*chatdrop\.json.*--config FILE/,
  );
});

test.each([
  ['the same folder', [{}, { name: 'b' }], 1],
  ['a folder inside', [{}, { name: 'b', folder: '../scans/inner' }], 1],
  [
    'a folder inside one that is not entered',
    [{ recursive: false }, { name: 'b', folder: '../scans/inner' }],
    0,
  ],
  ['a folder with a name that begins alike', [{}, { name: 'b', folder: '../scans-2' }], 0],
  ['another dialog', [{}, { name: 'b', dialog: 'chat6' }], 0],
])('watches that overlap in the same dialog are warned about: %s', (_what, changes, count) => {
  const root = temporaryFolder();
  const path = join(root, 'chatdrop.json');
  writeFileSync(
    path,
    JSON.stringify({ ...CONFIG, watches: changes.map((change) => ({ ...CONFIG.watches[0], ...change })) }),
  );

  expect(loadSettings({ config: path }, linux).warnings).toHaveLength(count);
});
