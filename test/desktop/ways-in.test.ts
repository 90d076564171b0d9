import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';
import { chatLink } from '#desktop/services/engine/chat-links.ts';
import { shortFolder } from '#desktop/services/engine/upload-item.ts';
import { urlPaths, windowsPaths } from '#desktop/services/drops/copied-paths.ts';
import { countFiles } from '#desktop/services/drops/count-files.ts';
import { pathsAmong, readDroppedItems } from '#desktop/services/drops/dropped-items.ts';
import { saveTempContent, safeName } from '#desktop/services/drops/temp-content.ts';
import { quoted, serviceMenu } from '#desktop/shell/os-entries/send-to/linux.ts';
import { coalesce } from '#desktop/shell/ipc/coalesce.ts';
import { resolveLanguage } from '#desktop/shell/app/language.ts';
import { readArguments, sentArguments } from '#desktop/shell/app/arguments.ts';
import { helpLinks } from '#desktop/shell/app/help.ts';
import { firstProxy } from '#desktop/services/portals/proxy-list.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

test('folders are counted through, links and empty files are left out with a reason', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
  for (const name of ['a.txt', 'deep/b.txt', 'deep/er/c.txt']) writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, 'empty.txt'), '');
  writeFileSync(join(folder, 'large.txt'), 'x'.repeat(50));
  symlinkSync('/etc/hostname', join(folder, 'link.txt'));
  symlinkSync('/etc', join(folder, 'linked'));

  const { files, refused } = await countFiles(nodeFileSystem, [folder, join(folder, 'gone.txt')], 40);

  expect(files.map(({ name }) => name).sort()).toEqual(['a.txt', 'b.txt', 'c.txt']);
  expect(files.every(({ root }) => root === folder)).toBe(true);
  expect(refused).toContainEqual({ name: 'empty.txt', code: 'file.empty' });
  expect(refused).toContainEqual({ name: 'large.txt', code: 'file.too-large' });
  expect(refused).toContainEqual({ name: 'gone.txt', code: 'file.unreadable' });
});

test('a dropped folder leaves out what a watch would leave out; a file that is dropped by itself is meant', async () => {
  const folder = temporaryFolder();
  for (const name of ['@Recycle', 'Report.pages', 'in']) mkdirSync(join(folder, name));
  const names = ['a.pdf', '@Recycle/b.pdf', 'Report.pages/c.jpg', 'in/d.tmp', 'in/e.log', 'in/f.pdf'];
  for (const name of names) writeFileSync(join(folder, name), name);
  writeFileSync(join(folder, 'in', '.chatdropignore'), '*.log');

  const whole = await countFiles(nodeFileSystem, [folder], 40);
  const single = await countFiles(
    nodeFileSystem,
    [join(folder, 'in', 'd.tmp'), join(folder, 'Report.pages')],
    40,
  );

  const document = { name: 'Report.pages', code: 'file.document' };
  expect(whole.files.map(({ name }) => name).sort()).toEqual(['a.pdf', 'f.pdf']);
  expect(whole.refused).toEqual([document]);
  expect(single.files.map(({ name }) => name)).toEqual(['d.tmp']);
  expect(single.refused).toEqual([document]);
});

test('what a page hands over as dropped is taken only in the form the preload script makes', () => {
  const good = [
    { path: '/tmp/a' },
    { name: 'b.png', content: new Uint8Array(3) },
    { name: 'c', tooLarge: 2e8 },
  ];

  expect(readDroppedItems(good)).toEqual(good);
  expect(
    readDroppedItems([
      { path: 'relative' },
      { path: '/a\0b' },
      { path: '/a', more: 1 },
      { name: 'x' },
      undefined,
      '/etc/passwd',
    ]),
  ).toEqual([]);
  expect(readDroppedItems({ length: 1 })).toBeUndefined();
});

test('arguments are paths or nothing', () => {
  expect(pathsAmong(['--inspect', 'https://evil.example', 'relative.txt', '/tmp/a', '/b\n'])).toEqual([
    '/tmp/a',
  ]);
});

test.each([
  ['packed', ['/opt/chatdrop', '/tmp/a']],
  ['in development', ['electron', '.', '/tmp/a']],
  ['with a module before it', ['electron', '-r', '/tmp/record.cjs', '.', '/tmp/a']],
  ['by an absolute folder', ['electron', '--inspect=0', '/app', '/tmp/a']],
  [
    'with switches between',
    ['electron', '--require', '/tmp/m.cjs', '--no-sandbox', '--user-data-dir=/u', '.', '/tmp/a'],
  ],
])('started %s, the arguments name one file', (_, argv) => {
  expect(readArguments(argv, '/app')).toEqual({ isHidden: false, paths: ['/tmp/a'] });
  expect(readArguments([...argv, '--hidden'], '/app')).toEqual({ isHidden: true, paths: ['/tmp/a'] });
});

test('a second instance is heard by what it sends, where that has the form we give it', () => {
  expect(sentArguments({ argv: ['electron', '/tmp/a'] })).toEqual(['electron', '/tmp/a']);
  for (const forged of [undefined, null, 'x', { argv: '/tmp/a' }, { argv: [1] }]) {
    expect(sentArguments(forged)).toEqual([]);
  }
});

test('dropped content is kept under its own name, for its owner alone, and never outside its folder', async () => {
  const folder = temporaryFolder();

  const path = await saveTempContent(folder, '../../evil\0/Bild.png', new Uint8Array([1, 2]));

  expect(path.startsWith(folder)).toBe(true);
  expect([...readFileSync(path)]).toEqual([1, 2]);
  expect(statSync(path).mode & 0o077).toBe(0);
  for (const [name, safe] of [
    ['..', 'file'],
    ['', 'file'],
    ['con:aux?.txt', 'con_aux_.txt'],
    ['Отчёт №5.pdf', 'Отчёт №5.pdf'],
  ] as const) {
    expect(safeName(name)).toBe(safe);
  }
});

test('copied files are read as each system copies them', () => {
  expect(urlPaths('copy\nfile:///tmp/a%20b\nfile://localhost/tmp/c\nhttps://x\nfile://other/d')).toEqual([
    '/tmp/a b',
    '/tmp/c',
  ]);
  expect(windowsPaths(Buffer.from('C:\\a b\\ü.txt\0', 'utf16le'))).toEqual(['C:\\a b\\ü.txt']);
});

test('a path of the program survives shells and desktop files', () => {
  expect(quoted("/opt/It's $HOME/app")).toBe(String.raw`'/opt/It'\''s $HOME/app'`);
  expect(serviceMenu(['/opt/100% "mine"/app'])).toContain(String.raw`Exec="/opt/100%% \\"mine\\"/app" %F`);
});

test.each([
  ['DIRECT', 'none'],
  ['PROXY 10.0.0.1:3128; DIRECT', 'http://10.0.0.1:3128/'],
  ['SOCKS5 10.0.0.1:1080; PROXY p.example:80', 'http://p.example/'],
  ['HTTPS p.example:8443', 'https://p.example:8443/'],
  ['SOCKS 10.0.0.1:1080', 'none'],
  ['', 'none'],
])('the proxy list "%s" leads to %s', (list, proxy) => {
  expect(firstProxy(list)).toBe(proxy);
});

test('links lead to the dialog and the message, in the browser and in the application', () => {
  const place = { origin: 'https://office.bitrix24.de', dialog: 'chat5', messageId: 17 };

  expect(chatLink(place, 'browser')).toBe('https://office.bitrix24.de/online/?IM_DIALOG=chat5&IM_MESSAGE=17');
  expect(chatLink(place, 'app')).toBe('bx://v2/office.bitrix24.de/chat/dialogId/chat5/messageId/17');
});

test('folders below home are shown short', () => {
  expect(shortFolder('/home/me/Scans', '/home/me')).toBe('~/Scans');
  expect(shortFolder('/home/me', '/home/me')).toBe('~');
  expect(shortFolder('/home/mean', '/home/me')).toBe('/home/mean');
});

test('the language follows the system where it is known', () => {
  expect([
    resolveLanguage('system', 'de-AT'),
    resolveLanguage('system', 'fr'),
    resolveLanguage('ru', 'de'),
  ]).toEqual(['de', 'en', 'ru']);
});

test('of a flood the first goes out at once, then the newest of each in every span of time', () => {
  vi.useFakeTimers();
  const passed: string[] = [];
  const { push: tell, stop } = coalesce<number, string>(100, (value) => passed.push(value));

  for (let at = 0; at < 1_000; at += 1) {
    tell(1, `a${at}`);
    tell(2, `b${at}`);
    vi.advanceTimersByTime(1);
  }
  vi.advanceTimersByTime(200);

  expect(passed[0]).toBe('a0');
  expect(passed.slice(-2)).toEqual(['a999', 'b999']);
  expect(passed.length).toBeLessThanOrEqual(23);
  stop();
  vi.useRealTimers();
});

test('help leads to what the builder named in package.json, and to nothing else', () => {
  const homepage = 'https://git.example/acme/chatdrop';

  expect(helpLinks({ homepage })).toMatchObject({ guide: homepage, issues: `${homepage}/issues` });
  expect(helpLinks({ homepage, bugs: { url: 'https://bugs.example/' } }).issues).toBe(
    'https://bugs.example/',
  );
  for (const project of [{}, { homepage: 'javascript:alert(1)', bugs: 'file:///etc/passwd' }]) {
    expect(Object.keys(helpLinks(project))).toEqual(['webhook']);
  }
});
