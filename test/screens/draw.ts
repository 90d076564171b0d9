import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { build, preview } from 'vite';
import { chromiumPath } from '../support/chromium-path.ts';
import { contactSheet } from './contact-sheet.ts';
import { DOCUMENTED } from './documentation.ts';

/**
 * Draws every screen in every state into `.screens/`, and a contact sheet of all of them.
 *
 *     node test/screens/draw.ts [part of a name] [--quick] [--readme]
 *
 * `--quick` leaves out the other languages and widths. `--readme` draws those of the documentation into `docs/images/`.
 */
const FOLDER = join(import.meta.dirname, '../../.screens');
const SIZES = { popover: { width: 400, height: 600 }, window: { width: 1120, height: 720 } } as const;

interface Variant {
  readonly suffix: string;
  readonly query: string;
  readonly width?: number;
  readonly zoom?: number;
}

const PLAIN: readonly Variant[] = [
  { suffix: 'light', query: 'theme=light' },
  { suffix: 'dark', query: 'theme=dark' },
];
/** Small enough for a page of text, and for the repository. */
const README_SIZES = { popover: { width: 400, height: 600 }, window: { width: 1060, height: 640 } } as const;
const WIDE: readonly Variant[] = [
  { suffix: 'ru', query: 'theme=light&language=ru' },
  { suffix: 'de', query: 'theme=dark&language=de' },
  { suffix: 'w320', query: 'theme=light', width: 320 },
  { suffix: 'w720', query: 'theme=light', width: 720 },
  { suffix: 'zoom200', query: 'theme=light', zoom: 2 },
];

const args = process.argv.slice(2);
const part = args.find((arg) => !arg.startsWith('--')) ?? '';
const isForReadme = args.includes('--readme');
const variants = args.includes('--quick') ? PLAIN : [...PLAIN, ...WIDE];
const sizes = isForReadme ? README_SIZES : SIZES;
const isWanted = (name: string, suffix: string) => !isForReadme || DOCUMENTED.has(`${name}-${suffix}`);
const pathOf = (name: string, suffix: string) =>
  isForReadme
    ? join(import.meta.dirname, '../../docs/images', `${name}-${suffix}.png`)
    : join(FOLDER, `${name}.${suffix}.png`);

const GALLERY = join(import.meta.dirname, '../renderer/gallery');
const configFile = join(import.meta.dirname, '../../src-renderer/vite.config.ts');
const outDir = await mkdtemp(join(tmpdir(), 'chatdrop-gallery-'));
await build({
  configFile,
  root: GALLERY,
  logLevel: 'error',
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: join(GALLERY, 'index.html') } },
});
const server = await preview({
  configFile,
  root: GALLERY,
  logLevel: 'error',
  preview: { port: 0 },
  build: { outDir },
});
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  args: ['--no-sandbox'],
});

try {
  await mkdir(FOLDER, { recursive: true });
  const { SCENES } = await scenesOf(browser);
  const chosen = SCENES.filter(
    ({ name }) => name.includes(part) && variants.some(({ suffix }) => isWanted(name, suffix)),
  );
  for (const { name, screen } of chosen) {
    await Promise.all(
      variants.filter(({ suffix }) => isWanted(name, suffix)).map((variant) => draw(name, screen, variant)),
    );
  }
  if (!isForReadme) await writeSheet(chosen.map(({ name }) => name));
  console.log(`${chosen.length} scenes in ${isForReadme ? 'docs/images' : FOLDER}`);
} finally {
  await browser.close();
  await server.close();
  await rm(outDir, { recursive: true, force: true });
}

async function writeSheet(names: readonly string[]): Promise<void> {
  const rows = names.map((name) => ({
    name,
    files: variants.map(({ suffix }) => `${name}.${suffix}.png`),
  }));
  await writeFile(join(FOLDER, 'index.html'), contactSheet(rows));
}

/** The gallery lists its scenes itself: they are Svelte, which only the browser reads. */
async function scenesOf(
  from: Browser,
): Promise<{ SCENES: readonly { readonly name: string; readonly screen: keyof typeof SIZES }[] }> {
  const page = await from.newPage();
  await page.goto(address);
  await page.waitForSelector('a');
  const links = await page.locator('a').allTextContents();
  await page.close();
  return {
    SCENES: links.map((name) => ({ name, screen: name.startsWith('popover') ? 'popover' : 'window' })),
  };
}

async function draw(name: string, screen: keyof typeof SIZES, variant: Variant): Promise<void> {
  const { width, height } = sizes[screen];
  const page = await browser.newPage({
    viewport: {
      width: Math.round((variant.width ?? width) / (variant.zoom ?? 1)),
      height: Math.round(height / (variant.zoom ?? 1)),
    },
    deviceScaleFactor: variant.zoom ?? 1,
    reducedMotion: 'reduce',
  });
  page.on('pageerror', (error) => console.error(`${name} ${variant.suffix}: ${error.message}`));
  await page.goto(`${address}?scene=${name}&${variant.query}`);
  await page.waitForSelector('html[data-scene=ready]', { state: 'attached', timeout: 15_000 });
  await page.screenshot({ path: pathOf(name, variant.suffix) });
  await page.close();
}
