import { expect, test } from 'vitest';
import type { AppClient } from '#contract/contract.ts';
import { Place } from '../../src-renderer/place.svelte.ts';
import { fakeMain } from './support/fake-main.ts';
import { openWindow } from './support/open.ts';
import { emptyWorld, world } from './support/world.ts';
import { page } from 'vitest/browser';

type Answer<Name extends 'setup' | 'destination'> = Awaited<ReturnType<AppClient['app'][Name]>>;

/** Main, which answers where to go when the test lets it. */
function slowMain() {
  const main = fakeMain(world());
  const setup = Promise.withResolvers<Answer<'setup'>>();
  const destinations: ((to: Answer<'destination'>) => void)[] = [];
  const app = {
    setup: () => setup.promise,
    destination: () => new Promise<Answer<'destination'>>((resolve) => destinations.push(resolve)),
    on: main.client.app.on,
  };
  return { main, client: { ...main.client, app } as unknown as AppClient, setup, destinations };
}

/** Whatever was answered has been acted on. */
const settled = () => new Promise((resolve) => setTimeout(resolve));

test('somebody new begins with the first steps, everybody else with the history', async () => {
  for (const [setup, part] of [
    ['portal', 'setup'],
    ['done', 'history'],
  ] as const) {
    const place = new Place(undefined);
    place.open(fakeMain(world({ setup })).client);
    await settled();
    expect(place.part).toBe(part);
  }
});

test('a window that is opened for a part begins there, also for somebody new', async () => {
  const main = await openWindow(emptyWorld({ destination: { to: 'settings' } }));

  await expect.element(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  expect(main.world.destination).toBeUndefined();
});

test('answers that come after a click leave somebody where they went', async () => {
  const { client, setup, destinations } = slowMain();
  const place = new Place(undefined);
  place.open(client);

  place.go('portals');
  setup.resolve('portal');
  destinations[0]?.({ to: 'settings' });
  await settled();

  expect([place.part, place.isNew]).toEqual(['portals', true]);
});

test('what is asked for in the tray after a click is followed, each in its turn', async () => {
  const { main, client, setup, destinations } = slowMain();
  const place = new Place(undefined);
  place.open(client);
  setup.resolve('done');
  destinations[0]?.(undefined);
  place.go('portals');

  main.tell('app.navigate', undefined);
  main.tell('app.navigate', undefined);
  destinations[1]?.({ to: 'settings' });
  destinations[2]?.({ to: 'history', upload: 7 });
  await settled();

  expect([place.part, place.upload]).toEqual(['history', 7]);
});
