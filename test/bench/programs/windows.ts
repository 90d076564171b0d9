import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build, preview, type Rolldown } from 'vite';
import { longestTask } from '#test/bench/support/page-tasks.ts';
import { chromiumPath } from '#test/support/chromium-path.ts';

/**
 * Opens the built windows in Chromium, with the other side of the contract in memory. Prints, in ms, how long each
 * took to its first paint and to what main has to say, and for how long at a stretch the page was busy. Arguments:
 * folder for the built pages, runs.
 */
const [outDir = '', runs = ''] = process.argv.slice(2);
const ROOT = join(import.meta.dirname, '../../..');
const SECONDS = 5;
const NOTICES = 1_000;

interface Speed {
  readonly painted: Promise<number>;
  readonly told: Promise<number>;
  readonly scrolling: (seconds: number) => Promise<number>;
  readonly hearing: (perSecond: number, seconds: number) => Promise<number>;
}

/** As the app builds them. */
async function buildPages(): Promise<void> {
  const configFile = join(ROOT, 'src-renderer/vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir, emptyOutDir: true } });
}

/** The main in memory, as one script. */
async function buildMain(): Promise<string> {
  const input = join(ROOT, 'test/renderer/gallery/speed.ts');
  const { output } = (await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input, output: { format: 'iife' } } },
  })) as Rolldown.RolldownOutput;
  return output[0].code;
}

await buildPages();
const main = await buildMain();
const server = await preview({
  configFile: false,
  root: ROOT,
  logLevel: 'error',
  preview: { port: 0 },
  build: { outDir },
});
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  args: ['--no-sandbox'],
});

/** In a context of its own: nothing is cached. */
async function inPage(
  path: string,
  ask: (page: Page) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  const context = await browser.newContext({ viewport: { width: 1120, height: 720 } });
  try {
    await context.addInitScript({ content: main });
    const page = await context.newPage();
    await page.goto(`${address}${path}`);
    return await ask(page);
  } finally {
    await context.close();
  }
}

const opening = (page: Page) =>
  page.evaluate(async () => {
    const { speed } = globalThis as unknown as { readonly speed: Speed };
    return Promise.all([speed.painted, speed.told]);
  });

const working = async (page: Page, what: 'scrolling' | 'hearing', ...args: readonly number[]) => {
  await page.waitForSelector('[data-row]');
  return page.evaluate(
    async ([name, [first = 0, second = 0]]) => {
      const { speed } = globalThis as unknown as { readonly speed: Speed };
      return [await speed[name](first, second)];
    },
    [what, args] as const,
  );
};

const times: Record<string, number[]> = {};
const note = (names: readonly string[], figures: readonly number[]) => {
  for (const [index, name] of names.entries()) (times[name] ??= []).push(figures[index] ?? NaN);
};
try {
  await inPage('popover.html', opening); // the browser's own first page
  for (let run = 0; run < Number(runs); run++) {
    note(['popover', 'popoverTold'], await inPage('popover.html', opening));
    note(['window', 'windowTold'], await inPage('window.html', opening));
    const many = 'window.html?rows=1000000';
    note(['scrolling'], await inPage(many, (page) => working(page, 'scrolling', SECONDS)));
    note(
      ['scrollingAlone'],
      await inPage(many, async (page) => [
        await longestTask(page, () => working(page, 'scrolling', SECONDS)),
      ]),
    );
    note(['hearing'], await inPage('window.html', (page) => working(page, 'hearing', NOTICES, SECONDS)));
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(JSON.stringify(times));
