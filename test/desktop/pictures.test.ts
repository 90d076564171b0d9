import { expect, test, vi } from 'vitest';
import { Pictures } from '#desktop/portals/pictures.ts';

test('a picture is fetched once, told when it is here, and its absence is no failure', async () => {
  const asked: string[] = [];
  const pictures = new Pictures((portal, address) => {
    asked.push(`${portal} ${address}`);
    return address === '/gone.png'
      ? Promise.reject(new Error('gone'))
      : Promise.resolve('data:image/png;base64,AA==');
  });
  const arrived = vi.fn();
  pictures.onArrival = arrived;

  expect(pictures.now('office', '/a.png')).toBeUndefined();
  await pictures.soon('office', ['/a.png', '/gone.png', undefined]);

  expect(pictures.now('office', '/a.png')).toBe('data:image/png;base64,AA==');
  expect(pictures.now('office', '/gone.png')).toBeUndefined();
  await pictures.soon('office', ['/a.png', '/gone.png']);
  expect(asked).toEqual(['office /a.png', 'office /gone.png']);
  expect(arrived).toHaveBeenCalledTimes(1);
});

test('no more than four are under way at a time', async () => {
  let [running, most] = [0, 0];
  const pictures = new Pictures(async () => {
    most = Math.max(most, (running += 1));
    await new Promise(setImmediate);
    running -= 1;
    return undefined;
  });

  await pictures.soon(
    'office',
    Array.from({ length: 30 }, (_, at) => `/${at}.png`),
  );

  expect(most).toBe(4);
});

test('one that was replaced under its address is fetched anew', async () => {
  let version = 0;
  const pictures = new Pictures(() => Promise.resolve(`data:image/png;base64,${(version += 1)}`));

  await pictures.soon('office', ['/bot.png']);
  pictures.forget('office', '/bot.png');
  await pictures.soon('office', ['/bot.png']);

  expect(pictures.now('office', '/bot.png')).toBe('data:image/png;base64,2');
});
