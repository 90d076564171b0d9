import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { appMenu } from '#desktop/shell/menus/app-menu.ts';
import { fieldMenu } from '#desktop/shell/menus/field-menu.ts';
import { readDroppedItems } from '#desktop/services/drops/dropped-items.ts';
import { APP_ID } from '#desktop/shell/app/app-id.ts';
import { writeLogTo, log, recentLog } from '#desktop/shell/app/log.ts';
import { notificationBody } from '#desktop/shell/notifications/notification-body.ts';
import { SendingShare } from '#desktop/shell/windows/sending-share.ts';
import { WindowBoundsStore } from '#desktop/shell/windows/window-bounds-store.ts';
import { createLocalizer } from '#desktop/shell/app/localizer.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const FLAGS = {
  canUndo: true,
  canCut: false,
  canCopy: false,
  canPaste: true,
  canSelectAll: true,
} as Electron.EditFlags;

test.each(['en', 'ru', 'de'] as const)(
  'every item of the menus has its words in %s, on each system',
  (language) => {
    for (const platform of ['darwin', 'win32', 'linux'] as const) {
      const all = (items: Electron.MenuItemConstructorOptions[]): Electron.MenuItemConstructorOptions[] =>
        items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? all(item.submenu) : [])]);
      const items = all(appMenu(createLocalizer(language), platform, ['guide'], () => undefined));
      expect(items.filter(({ type, label }) => type !== 'separator' && (label ?? '') === '')).toEqual([]);
      // A role without a label of ours would be in English; reload and developer tools are nobody's business.
      const roles = items.map(({ role }) => role);
      expect(roles).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/reload|devtools|viewMenu|editMenu/i)]),
      );
      expect(roles.includes('hideOthers')).toBe(platform === 'darwin');
    }
  },
);

test('a field offers what can be done, selected text its copying, all else nothing', () => {
  const localizer = createLocalizer('en');
  const menu = fieldMenu({ isEditable: true, selectionText: '', editFlags: FLAGS }, localizer);
  expect(menu.filter(({ enabled }) => enabled === true).map(({ role }) => role)).toEqual([
    'undo',
    'paste',
    'selectAll',
  ]);
  const text = { isEditable: false, selectionText: 'abc', editFlags: { ...FLAGS, canCopy: true } };
  expect(fieldMenu(text, localizer).map(({ role }) => role)).toEqual(['copy']);
  expect(fieldMenu({ ...text, selectionText: ' ' }, localizer)).toEqual([]);
});

test('the id of the program is the installer’s', () => {
  expect(readFileSync('electron-builder.yml', 'utf8')).toMatch(new RegExp(`^appId: ${APP_ID}$`, 'm'));
});

test('the share sent counts what comes meanwhile, and begins anew once all is sent', () => {
  const share = new SendingShare();
  expect(share.update({ sending: 0, bytesLeft: 100 })).toBeUndefined();
  expect(share.update({ sending: 1, bytesLeft: 75 })).toBe(0.25);
  expect(share.update({ sending: 1, bytesLeft: 150 })).toBe(0);
  expect(share.update({ sending: 1, bytesLeft: 0 })).toBeUndefined();
  expect(share.update({ sending: 1, bytesLeft: 10 })).toBe(0);
});

test('what reads like markup in a chat’s title is text in a notification of Linux', () => {
  expect(notificationBody('To <b>R&D</b>', 'linux')).toBe('To &lt;b&gt;R&amp;D&lt;/b&gt;');
  expect(notificationBody('To <b>R&D</b>', 'win32')).toBe('To <b>R&D</b>');
});

test('a page cannot name a device of Windows as a dropped file', () => {
  const paths = ['//./PhysicalDrive0', '//?/GLOBALROOT/Device/x', '/a/file.pdf'].map((path) => ({ path }));
  expect(readDroppedItems(paths)).toEqual([{ path: '/a/file.pdf' }]);
});

test('places of windows are kept for ten sets of displays, and a damaged file is no obstacle', () => {
  const path = join(temporaryFolder(), 'windows.json');
  writeFileSync(path, '{"broken');
  const places = new WindowBoundsStore(path, () => undefined);
  const place = { bounds: { x: 1, y: 2, width: 3, height: 4 }, isMaximized: true };
  for (let set = 0; set < 12; set += 1) places.set(`set ${set}`, 'main', place);

  const again = new WindowBoundsStore(path, () => undefined);
  expect(again.get('set 11', 'main')).toEqual(place);
  expect(again.get('set 0', 'main')).toBeUndefined();
});

test('the log on disk is redacted, for its owner alone, and never more than five files of 2 MB', () => {
  const logs = join(temporaryFolder(), 'logs');
  log('info', 'before the folder was known');
  writeLogTo(logs);
  log('debug', 'nobody needs this');
  log('info', 'asked https://office.bitrix24.de/rest/1/s3cr3tc0de/profile');
  expect(recentLog().join('\n')).toMatch(/before the folder.*\n.*\/rest\/1\/\*\*\*\*\/profile$/);

  const long = 'x '.repeat(50_000);
  for (let line = 0; line < 130; line += 1) log('info', `${line} ${long}`);

  const files = readdirSync(logs).map((name) => statSync(join(logs, name)));
  expect(files).toHaveLength(5);
  expect(Math.max(...files.map(({ size }) => size))).toBeLessThan(2_200_000);
  expect(files.map(({ mode }) => mode & 0o077)).toEqual([0, 0, 0, 0, 0]);
  expect(recentLog().at(-1)).toContain(' 129 x');
});
