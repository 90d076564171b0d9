import { expect, test } from 'vitest';
import { afterStartup } from '#desktop/handlers/after-startup.ts';

test('what a window asks before the beginning is answered after it', async () => {
  const ready = Promise.withResolvers<undefined>();
  const asked: number[] = [];
  const handlers = afterStartup(
    { double: (of: number): number | Promise<number> => (asked.push(of), of * 2) },
    () => ready.promise,
  );

  const answer = handlers.double(4);
  await Promise.resolve();
  expect(asked).toEqual([]);
  ready.resolve(undefined);

  expect(await answer).toBe(8);
});
