import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { chromiumPath } from './chromium-path.ts';

export { chromiumPath } from './chromium-path.ts';

/** Starts the browser; it ends with the test. */
export async function openChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no browser found');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
  onTestFinished(() => browser.close());
  return browser;
}
