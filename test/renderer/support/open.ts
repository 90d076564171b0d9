import { render } from 'vitest-browser-svelte';
import Popover from '../../../src-renderer/Popover.svelte';
import type { Part } from '../../../src-renderer/place.svelte.ts';
import Window from '../../../src-renderer/Window.svelte';
import { fakeMain, type FakeMain } from './fake-main.ts';
import type { World } from './world.ts';

/** Opens the main window on a world in memory. It closes with the test. */
export async function openWindow(world: World, start?: Part): Promise<FakeMain> {
  const main = fakeMain(world);
  await render(Window, { main, ...(start === undefined ? {} : { start }) });
  return main;
}

export async function openPopover(world: World): Promise<FakeMain> {
  const main = fakeMain(world);
  await render(Popover, { main });
  return main;
}
