import { readFileSync } from 'node:fs';
import ts from 'typescript';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOwnPage } from '#desktop/shell/ipc/page-origin.ts';
import { CONTENT_POLICY } from '#desktop/shell/security/content-policy.ts';
import { allowedLink } from '#desktop/shell/security/link-allow-list.ts';
import { respond, type PageFiles } from '#desktop/shell/security/page-files.ts';
import type { PageAppearance } from '#desktop/shell/windows/page-appearance.ts';
import { callsOf, membersOf, nodesOf, sourcesIn } from './sources.ts';

/** Electron's list (docs/tutorial/security) by number; the reasons stand in docs/security.md. */
const desktop = sourcesIn('src-main/desktop');
const renderer = sourcesIn('src-renderer');

const preferences = desktop.flatMap((source) =>
  nodesOf(source, ts.isPropertyAssignment)
    .filter((property) => property.name.getText() === 'webPreferences')
    .map((property) => property.initializer as ts.ObjectLiteralExpression),
);

test('points 2, 3, 4, 6, 8 to 12: one place makes windows, with constants alone', () => {
  const makers = desktop.filter((source) =>
    nodesOf(source, ts.isNewExpression).some((made) => made.expression.getText() === 'BrowserWindow'),
  );
  expect(makers.map(({ path }) => path)).toEqual(['src-main/desktop/shell/windows/page-window.ts']);
  expect(preferences).toHaveLength(1);

  const [literal] = preferences;
  if (literal === undefined) return;
  const { members, isSpread } = membersOf(literal);
  expect(isSpread).toBe(false);
  expect(Object.fromEntries(members)).toEqual({
    preload: "appFile('dist/desktop/preload/preload.cjs')",
    sandbox: 'true',
    contextIsolation: 'true',
    nodeIntegration: 'false',
    webSecurity: 'true',
    webviewTag: 'false',
    navigateOnDragDrop: 'false',
    spellcheck: 'false',
    devTools: 'import.meta.env.DEV',
  });
});

test('points 4, 5, 12, 13, 14: what denies is in one place, and is called for every page and for the session', () => {
  for (const denial of [
    /setPermissionRequestHandler$/,
    /setPermissionCheckHandler$/,
    /setDevicePermissionHandler$/,
    /setWindowOpenHandler$/,
  ]) {
    expect(callsOf(desktop, denial), String(denial)).toEqual([
      'src-main/desktop/shell/security/permission-denials.ts',
    ]);
  }
  for (const step of [/enableSandbox$/, /restrictNavigation$/, /denyPermissions$/]) {
    expect(callsOf(desktop, step), String(step)).toEqual(['src-main/desktop/shell/security/harden.ts']);
  }
  const harden = readFileSync('src-main/desktop/shell/security/harden.ts', 'utf8');
  expect(harden).toContain(
    "app.on('web-contents-created', (_event, contents) => restrictNavigation(contents))",
  );
});

test('point 13: only our own pages count as ours', () => {
  expect(['popover', 'window'].every((page) => isOwnPage(`app://chatdrop/${page}.html`))).toBe(true);
  for (const address of [
    'https://chatdrop/popover.html',
    'app://chatdrop.evil.example/popover.html',
    'app://evil/popover.html',
    'app://user@chatdrop/popover.html',
    'app://chatdrop:81/popover.html',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'blob:app://chatdrop/x',
    '',
  ]) {
    expect(isOwnPage(address), address).toBe(false);
  }
});

test('point 7: the policy allows nothing inline, nothing remote and no network', () => {
  const directives = new Map(
    CONTENT_POLICY.split('; ').map((directive) => {
      const [name = '', ...values] = directive.split(' ');
      return [name, values.join(' ')];
    }),
  );

  expect(directives.get('default-src')).toBe("'none'");
  expect(directives.get('script-src')).toBe("'self'");
  expect(directives.get('connect-src')).toBe("'none'");
  expect(directives.get('require-trusted-types-for')).toBe("'script'");
  expect(CONTENT_POLICY).not.toMatch(/unsafe|https?:|\*|blob:/);
});

test('point 15: only links to the portals, to our help and into the chat application leave the program', () => {
  const hosts = new Set(['office.bitrix24.de', '127.0.0.1:8080']);
  for (const good of [
    'https://office.bitrix24.de/online/?IM_DIALOG=chat5',
    'bx://v2/office.bitrix24.de/chat/dialogId/chat5',
    'http://127.0.0.1:8080/online/?IM_DIALOG=chat5',
  ]) {
    expect(allowedLink(good, hosts), good).toBe(good);
  }
  for (const bad of [
    'http://office.bitrix24.de/',
    'https://office.bitrix24.de.evil.example/',
    'https://evil.example/?office.bitrix24.de',
    'https://user:pw@office.bitrix24.de/',
    'https://office.bitrix24.de:8443/',
    'https://оffice.bitrix24.de/', // a Cyrillic о
    'file:///etc/passwd',
    'FILE:///etc/passwd',
    'smb://office.bitrix24.de/share',
    'file://office.bitrix24.de/share/a.exe',
    String.raw`\\office.bitrix24.de\share\a.exe`,
    '//office.bitrix24.de/share',
    'ms-msdt:/id PCWDiagnostic',
    'javascript:alert(1)',
    ' https://office.bitrix24.de/',
    'https://office.bitrix24.de/\0.exe',
    'bx://v2/evil.example/chat/dialogId/chat5',
    'bx://office.bitrix24.de/v2',
    'bx:calc.exe',
    'vbscript:x',
    '',
  ]) {
    expect(allowedLink(bad, hosts), bad).toBeUndefined();
  }
  expect(callsOf(desktop, /openExternal$/)).toEqual(['src-main/desktop/shell/security/open-link.ts']);
});

test('point 15: files are opened by what main knows, never by a path of a page', () => {
  expect([...new Set(callsOf(desktop, /shell\.(openPath|showItemInFolder)$/))].sort()).toEqual([
    'src-main/desktop/handlers/app.ts',
    'src-main/desktop/handlers/uploads.ts',
    'src-main/desktop/handlers/watches.ts',
    'src-main/desktop/services/files/open-or-show.ts',
  ]);
});

test('point 16: Electron is of a line that gets fixes, and past the last advisories', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  expect(Number(devDependencies['electron']?.split('.')[0])).toBeGreaterThanOrEqual(45);
});

test('point 17: messages are heard in one file, which checks who sent them', () => {
  expect([...new Set(callsOf(desktop, /ipcMain\.(handle|on|once)$/))]).toEqual([
    'src-main/desktop/shell/ipc/serve.ts',
  ]);
  const serve = desktop.find(({ path }) => path.endsWith('ipc/serve.ts'));
  const presenter = (serve === undefined ? [] : nodesOf(serve, ts.isCallExpression))
    .filter((call) => call.expression.getText() === 'ipcMain.handle')
    .map((call) => call.arguments[1]?.getText() ?? '');
  expect(presenter).toHaveLength(2);
  expect(presenter.filter((handler) => !handler.startsWith('guard(windows, '))).toEqual([]);
  expect([...new Set(callsOf(desktop, /\.send$/))]).toEqual(['src-main/desktop/shell/ipc/publish.ts']);
});

const PAGES: PageFiles = new Map([
  ['/popover.html', { type: 'text/html; charset=utf-8', content: Buffer.from('<html lang="en"><p>') }],
  ['/popover.js', { type: 'text/javascript; charset=utf-8', content: Buffer.from('"<html>"') }],
]);
const LOOK: PageAppearance = { locale: 'en', theme: 'system' };

test('points 1, 18: our scheme serves what was read at the start, with the policy', async () => {
  const answer = respond(PAGES, new Request('app://chatdrop/popover.html?x=1'), () => LOOK);

  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe('<html lang="en"><p>');
  expect(answer.headers.get('content-security-policy')).toBe(CONTENT_POLICY);
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
});

test('a page begins in the language and the colours that are set', async () => {
  const begin = async (appearance: PageAppearance, path = 'popover.html') =>
    respond(PAGES, new Request(`app://chatdrop/${path}`), () => appearance).text();

  expect(await begin({ locale: 'de-AT', theme: 'dark' })).toBe('<html lang="de-AT" data-theme="dark"><p>');
  expect(await begin({ locale: '"><script>', theme: 'light' })).toBe(
    '<html lang="en" data-theme="light"><p>',
  );
  expect(await begin({ locale: 'de', theme: 'dark' }, 'popover.js')).toBe('"<html>"');
});

test('point 18: 2,000 addresses that try to get out are not found', () => {
  const piece = fc.constantFrom(
    '..',
    '%2e%2e',
    '%2E.',
    '..%2f',
    '..%5c',
    '\\..',
    '.',
    '//',
    'etc',
    'passwd',
    '%00',
    'popover.html',
    'C:',
    'file:',
  );
  const path = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join('/'));
  fc.assert(
    fc.property(path, fc.constantFrom('chatdrop', 'evil', 'chatdrop.evil'), (rest, host) => {
      const url = `app://${host}/${rest}`;
      fc.pre(new URL(url).pathname !== '/popover.html' || host !== 'chatdrop');
      expect(respond(PAGES, { method: 'GET', url }, () => LOOK).status).toBe(404);
    }),
    { numRuns: 2_000 },
  );
  expect(respond(PAGES, { method: 'POST', url: 'app://chatdrop/popover.html' }, () => LOOK).status).toBe(404);
});

test('S3: the synchronous calls of safeStorage, which Electron 46 drops, are not used', () => {
  expect(callsOf(desktop, /safeStorage\.(encryptString|decryptString|isEncryptionAvailable)$/)).toEqual([]);
  expect(desktop.filter(({ text }) => text.includes('clearInvalidConfig: true'))).toEqual([]);
});

test('S6: no page turns text into markup or code', () => {
  for (const { path, text } of renderer) {
    expect(text, path).not.toMatch(
      /\{@html|\.innerHTML|insertAdjacentHTML|document\.write|new Function|\beval\(/,
    );
  }
});

test('no program is started and no server is opened by the desktop room', () => {
  for (const { path, text } of desktop) {
    expect(text, path).not.toMatch(/node:child_process|node:cluster|createServer|executeJavaScript/);
  }
});
