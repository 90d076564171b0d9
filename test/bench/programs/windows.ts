import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { build, preview } from 'vite';
import { chromiumPath } from '#test/support/chromium-path.ts';

/**
 * Opens the windows in Chromium, with the other side of the contract in memory. Prints, in ms, how long each took to
 * its first paint, and for how long at a stretch the page was busy. Arguments: folder for the built pages, runs.
 */
const [outDir = '', runs = ''] = process.argv.slice(2);
const ROOT = join(import.meta.dirname, '../../..');
const GALLERY = join(ROOT, 'test/renderer/gallery');
const SECONDS = 5;
const NOTICES = 1_000;

interface Speed {
  readonly scrolling: (seconds: number) => Promise<number>;
  readonly hearing: (perSecond: number, seconds: number) => Promise<number>;
}

const options = {
  configFile: join(ROOT, 'src-renderer/vite.config.ts'),
  root: GALLERY,
  logLevel: 'error',
} as const;
const input = join(GALLERY, 'speed.html');
await build({ ...options, build: { outDir, emptyOutDir: true, rolldownOptions: { input } } });
const server = await preview({ ...options, preview: { port: 0 }, build: { outDir } });
const address = `${server.resolvedUrls?.local[0] ?? ''}speed.html`;
const browser = await chromium.launch({
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  args: ['--no-sandbox'],
});

/** In a context of its own: nothing is cached. */
async function inPage(query: string, ask: (page: Page) => Promise<number>): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1120, height: 720 } });
  try {
    const page = await context.newPage();
    await page.goto(`${address}?${query}`);
    await page.waitForSelector('#app > *');
    return await ask(page);
  } finally {
    await context.close();
  }
}

async function firstPaint(page: Page): Promise<number> {
  const paint = await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
  );
  return (await paint.jsonValue()) ?? NaN;
}

const speedOf = (page: Page, [what, ...args]: readonly ['scrolling' | 'hearing', ...number[]]) =>
  page.evaluate(
    ([name, given]) => {
      const { speed } = globalThis as unknown as { readonly speed: Speed };
      return name === 'scrolling'
        ? speed.scrolling(given[0] ?? 0)
        : speed.hearing(given[0] ?? 0, given[1] ?? 0);
    },
    [what, args] as const,
  );

const times: Record<'popover' | 'window' | 'scrolling' | 'hearing', number[]> = {
  popover: [],
  window: [],
  scrolling: [],
  hearing: [],
};
try {
  await inPage('screen=popover', firstPaint); // the browser's own first page
  for (let run = 0; run < Number(runs); run++) {
    times.popover.push(await inPage('screen=popover', firstPaint));
    times.window.push(await inPage('screen=window', firstPaint));
    times.scrolling.push(
      await inPage('screen=window&rows=1000000', async (page) => {
        await page.waitForSelector('[data-row]');
        return speedOf(page, ['scrolling', SECONDS]);
      }),
    );
    times.hearing.push(
      await inPage('screen=window', async (page) => {
        await page.waitForSelector('[data-row]');
        return speedOf(page, ['hearing', NOTICES, SECONDS]);
      }),
    );
  }
} finally {
  await browser.close();
  await server.close();
}
console.log(JSON.stringify(times));
