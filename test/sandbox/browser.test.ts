import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { SEED_APP } from '#sandbox/store/seed.ts';
import { chromiumPath, openChromium } from '../support/chromium.ts';
import { tempSandbox } from '../support/temp-sandbox.ts';
import { upload } from './ask.ts';

const HAS_BROWSER = chromiumPath !== undefined;

test.skipIf(!HAS_BROWSER)(
  'a user who presses Allow in a browser is sent back to the app with a code',
  async () => {
    const sandbox = await tempSandbox();
    const app = createServer((_, response) => response.end('You may close this window.')).listen(
      0,
      '127.0.0.1',
    );
    onTestFinished(() => void app.close());
    await once(app, 'listening');
    const back = `http://127.0.0.1:${(app.address() as AddressInfo).port}/back`;
    const page = await (await openChromium()).newPage();
    const query = new URLSearchParams({ client_id: SEED_APP.id, state: 'abc', redirect_uri: back });

    await page.goto(`${sandbox.url}/oauth/authorize/?${query.toString()}`);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('You may close this window.').waitFor();

    const landed = new URL(page.url());
    expect(landed.href).toMatch(back);
    expect(landed.searchParams.get('state')).toBe('abc');
    expect(landed.searchParams.get('code')).toMatch(/^\w{20,}$/);
  },
);

test.skipIf(!HAS_BROWSER)(
  'the chat page opens at its newest message, breaks no rule of its policy and fits a phone',
  async () => {
    const sandbox = await tempSandbox();
    for (let n = 0; n < 30; n += 1)
      await upload(sandbox, `A rather long name of a scanned document ${n}.pdf`, 'x');
    const page = await (await openChromium()).newPage({ viewport: { width: 360, height: 640 } });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));

    await page.goto(`${sandbox.url}/online/?IM_DIALOG=chat5`);

    const newest = page.locator('article').last();
    const box = await newest.boundingBox();
    expect(box?.y).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(640);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    const [download] = await Promise.all([page.waitForEvent('download'), newest.getByRole('link').click()]);
    expect(download.suggestedFilename()).toBe('A rather long name of a scanned document 29.pdf');
    expect(complaints).toEqual([]);
  },
);
