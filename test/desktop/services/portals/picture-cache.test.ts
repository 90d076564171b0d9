import { expect, test, vi } from 'vitest';
import { PictureCache } from '#desktop/services/portals/picture-cache.ts';

test('a picture is fetched once, told when it is here, and its absence is no failure', async () => {
  const asked: string[] = [];
  const pictures = new PictureCache((portal, address) => {
    asked.push(`${portal} ${address}`);
    return address === '/gone.png'
      ? Promise.reject(new Error('gone'))
      : Promise.resolve('data:image/png;base64,AA==');
  });
  const arrived = vi.fn();
  pictures.onArrival = arrived;

  expect(pictures.get('office', '/a.png')).toBeUndefined();
  await pictures.prefetch('office', ['/a.png', '/gone.png', undefined]);

  expect(pictures.get('office', '/a.png')).toBe('data:image/png;base64,AA==');
  expect(pictures.get('office', '/gone.png')).toBeUndefined();
  await pictures.prefetch('office', ['/a.png', '/gone.png']);
  expect(asked).toEqual(['office /a.png', 'office /gone.png']);
  expect(arrived).toHaveBeenCalledTimes(1);
});

test('no more than four are under way at a time', async () => {
  let [running, max] = [0, 0];
  const pictures = new PictureCache(async () => {
    max = Math.max(max, (running += 1));
    await new Promise(setImmediate);
    running -= 1;
    return undefined;
  });

  await pictures.prefetch(
    'office',
    Array.from({ length: 30 }, (_, at) => `/${at}.png`),
  );

  expect(max).toBe(4);
});

test('one that was replaced under its address is fetched anew', async () => {
  let version = 0;
  const pictures = new PictureCache(() => Promise.resolve(`data:image/png;base64,${(version += 1)}`));

  await pictures.prefetch('office', ['/bot.png']);
  pictures.invalidate('office', '/bot.png');
  await pictures.prefetch('office', ['/bot.png']);

  expect(pictures.get('office', '/bot.png')).toBe('data:image/png;base64,2');
});
