import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { icoOf } from './ico.ts';

/** Renders the sources to what each system takes. The results are committed. */
const HERE = import.meta.dirname;
const SOURCE = join(HERE, 'source');
const TRAY = join(HERE, 'tray');
const APP = join(HERE, 'app');
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const ICO_SIZES = [16, 20, 24, 32, 48] as const;

/** Colours of the mark and its badges: for light taskbars, for dark ones, and for macOS to colour by itself. */
const SHADES = {
  light: 'color:#182022;--needs-you:#c77700;--error:#b3261e;--working:#0a6e78',
  dark: 'color:#f2f6f6;--needs-you:#f0b45c;--error:#ff8a80;--working:#57c4c9',
  Template: 'color:#000',
} as const;

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const page = await browser.newPage();
for (const folder of [TRAY, APP]) mkdirSync(folder, { recursive: true });

for (const file of readdirSync(SOURCE).filter((name) => name.startsWith('tray-'))) {
  const svg = readFileSync(join(SOURCE, file), 'utf8');
  const name = file.replace('.svg', '');
  for (const shade of ['light', 'dark'] as const) {
    const draw = (size: number) => render(page, svg, size, SHADES[shade]);
    writeFileSync(join(TRAY, `${name}-${shade}.png`), await draw(24));
    writeFileSync(join(TRAY, `${name}-${shade}@2x.png`), await draw(48));
    const images = [];
    for (const size of ICO_SIZES) images.push({ size, png: await draw(size) });
    writeFileSync(join(TRAY, `${name}-${shade}.ico`), icoOf(images));
  }
  writeFileSync(join(TRAY, `${name}Template.png`), await render(page, svg, 16, SHADES.Template));
  writeFileSync(join(TRAY, `${name}Template@2x.png`), await render(page, svg, 32, SHADES.Template));
}

const app = readFileSync(join(SOURCE, 'app.svg'), 'utf8');
const images = [];
for (const size of APP_SIZES) {
  const png = await render(page, app, size, '');
  // electron-builder knows the sizes by these names.
  writeFileSync(join(APP, `${size}x${size}.png`), png);
  if (size <= 256) images.push({ size, png });
}
writeFileSync(join(APP, 'app.ico'), icoOf(images));
await browser.close();

async function render(on: Page, svg: string, size: number, style: string): Promise<Buffer> {
  await on.setViewportSize({ width: size, height: size });
  const sized = svg.replace(
    /width="\d+" height="\d+"/,
    `width="${size}" height="${size}" style="display:block"`,
  );
  await on.setContent(`<body style="margin:0;${style}">${sized}</body>`);
  return on.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } });
}
