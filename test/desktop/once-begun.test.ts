import { expect, test } from 'vitest';
import { onceBegun } from '#desktop/handlers/once-begun.ts';

test('what a window asks before the beginning is answered after it', async () => {
  const begun = Promise.withResolvers<undefined>();
  const asked: number[] = [];
  const room = onceBegun(
    { double: (of: number): number | Promise<number> => (asked.push(of), of * 2) },
    () => begun.promise,
  );

  const answer = room.double(4);
  await Promise.resolve();
  expect(asked).toEqual([]);
  begun.resolve(undefined);

  expect(await answer).toBe(8);
});
