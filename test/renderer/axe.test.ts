import axe from 'axe-core';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import { fakeMain } from './support/fake-main.ts';
import { componentOf, SCENES, type Scene } from './support/scenes.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Draws a scene and returns what axe finds wrong with it, in a form that reads well in a failure. */
async function violationsOf(scene: Scene, theme: 'light' | 'dark'): Promise<string[]> {
  const world = scene.world();
  const main = fakeMain({ ...world, settings: { ...world.settings, theme } });
  await (scene.screen === 'popover' ? page.viewport(400, 600) : page.viewport(1_120, 720));
  await render(componentOf(scene), { main, ...(scene.part === undefined ? {} : { start: scene.part }) });
  await expect.poll(() => document.querySelector('h1')).not.toBeNull();
  for (const progress of world.progress) main.tell('uploads.progress', progress);
  await scene.act?.(main);
  const { violations } = await axe.run(document.body, { runOnly: RULES });
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n${html}\n${failureSummary ?? ''}`),
  );
}

describe.each(['light', 'dark'] as const)('axe finds nothing in the %s theme', (theme) => {
  test.each(SCENES.map((scene) => [scene.name, scene] as const))('on %s', async (_, scene) => {
    await expect(violationsOf(scene, theme)).resolves.toEqual([]);
  });
});
