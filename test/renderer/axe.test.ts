import axe from 'axe-core';
import type {} from '@vitest/browser-playwright';
import { describe, expect, onTestFinished, test } from 'vitest';
import { cdp, page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { settle } from './support/acting.ts';
import { fakeMain } from './support/fake-main.ts';
import { componentOf, SCENES, type Scene } from './support/scenes.ts';
import { inLanguage } from './support/world.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Each scene meets each language, both widths and both themes; one of the three times with more contrast. */
const GUISES = [
  { language: 'en', theme: 'light', isNarrow: false, contrast: 'no-preference' },
  { language: 'ru', theme: 'dark', isNarrow: true, contrast: 'no-preference' },
  { language: 'de', theme: 'dark', isNarrow: false, contrast: 'more' },
] as const;

/** Draws a scene and returns what axe finds wrong with it, in a form that reads well in a failure. */
async function violationsOf(scene: Scene, guise: (typeof GUISES)[number]): Promise<string[]> {
  const world = inLanguage(scene.world(), guise.language);
  const main = fakeMain({ ...world, settings: { ...world.settings, theme: guise.theme } });
  const [width, height] = scene.screen === 'popover' ? [400, 600] : [1_120, 720];
  await page.viewport(guise.isNarrow ? 320 : width, height);
  await prefer(guise.contrast);
  await render(componentOf(scene), { main, ...(scene.part === undefined ? {} : { start: scene.part }) });
  await expect.poll(() => document.querySelector('h1')).not.toBeNull();
  for (const progress of world.progress) main.tell('uploads.progress', progress);
  await scene.act?.(main);
  await settle(3);
  expect(document.documentElement.lang).toBe(guise.language);
  const { violations } = await axe.run(document.body, {
    runOnly: RULES,
    // Half the time goes into what is not asked for: what passes, and style sheets and media fetched anew.
    resultTypes: ['violations'],
    preload: false,
  });
  return [
    ...violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
    ),
    ...tooWide().map(({ className }) => `is scrolled sideways: ${className}`),
  ];
}

/** What would have to be scrolled in two directions (WCAG 1.4.10), but for rows of chips and tables, which may. */
function tooWide(): Element[] {
  return [...document.querySelectorAll('main, main *, .dialog')].filter(
    (element) =>
      element.scrollWidth > element.clientWidth + 1 &&
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX) &&
      !element.matches('.many, .filters, .scroll, input, textarea, pre'),
  );
}

async function prefer(contrast: string): Promise<void> {
  const ask = (value: string) =>
    cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-contrast', value }] });
  if (matchMedia(`(prefers-contrast: ${contrast})`).matches) return;
  await ask(contrast);
  onTestFinished(async () => {
    await ask('no-preference');
  });
}

describe.each(GUISES)('axe finds nothing in $language, $theme, narrow: $isNarrow', (guise) => {
  test.each(SCENES.map((scene) => [scene.name, scene] as const))('on %s', async (_, scene) => {
    await expect(violationsOf(scene, guise)).resolves.toEqual([]);
  });
});
