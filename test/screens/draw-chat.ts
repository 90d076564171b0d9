import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../support/chromium-path.ts';

/** Draws the chat of the demo for README and guides, after `npm run build`: `node test/screens/draw-chat.ts`. */
const ROOT = join(import.meta.dirname, '../..');
const SAMPLES = 4;

const demo = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), 'demo'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({
  ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
  args: ['--no-sandbox'],
});
try {
  const address = await whenDelivered();
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({
      colorScheme,
      viewport: { width: 1000, height: 740 },
      deviceScaleFactor: 1.5,
    });
    await page.goto(address);
    await page.screenshot({ path: join(ROOT, `docs/images/chat-${colorScheme}.png`) });
  }
  console.log('the chat, light and dark, in docs/images');
} finally {
  await browser.close();
  demo.kill('SIGINT');
  await once(demo, 'exit');
}

/** Resolves to the address of the chat when the demo has delivered all of its samples. */
async function whenDelivered(): Promise<string> {
  let address = '';
  let delivered = 0;
  for await (const line of createInterface({ input: demo.stdout })) {
    address = /^The chat +(\S+)/.exec(line)?.[1] ?? address;
    if (line.includes(' delivered, ')) delivered += 1;
    if (delivered === SAMPLES) return address;
  }
  throw new Error('the demo ended before it had delivered its samples');
}
