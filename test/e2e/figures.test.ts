import { expect, test, vi } from 'vitest';
import { SOON } from './office.ts';
import { startDesktop } from './start-desktop.ts';

/** Prints figures of the whole program; it proves nothing, so that it runs when asked for. */
const isAsked = import.meta.env.MODE === 'figures';
const WHEN = 'prints figures: npx vitest run --project desktop --mode figures test/e2e/figures.test.ts';

test('from the start to the icon, and memory at rest', async ({ skip }) => {
  skip(!isAsked, WHEN);
  const started = performance.now();
  const app = await startDesktop({ args: ['--hidden'] });
  await vi.waitFor(async () => expect(await app.hasTray()).toBe(true), { ...SOON, interval: 5 });
  const iconMs = performance.now() - started;
  // Without a window there is no page: this is what a tray program costs all day.
  const bytes = await app.memory();

  console.log(`start to icon: ${iconMs.toFixed(0)} ms; main at rest: ${(bytes / 2 ** 20).toFixed(0)} MiB`);
});
