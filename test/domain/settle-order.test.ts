import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byWriting, inOrder } from '#domain/settle-order.ts';

const file = fc.record({ name: fc.string(), mtimeMs: fc.nat(5) });

test('files are in the order of their writing, those of one moment in natural name order', () => {
  const names = inOrder(
    [
      { name: 'page 10', mtimeMs: 2 },
      { name: 'page 9', mtimeMs: 2 },
      { name: 'z', mtimeMs: 1 },
    ],
    [],
  ).map(({ name }) => name);

  expect(names).toEqual(['z', 'page 9', 'page 10']);
});

test('a file that was written after one that is about to settle waits for it', () => {
  const early = { name: 'a', mtimeMs: 1 };
  const late = { name: 'c', mtimeMs: 3 };

  expect(inOrder([late, early], [{ name: 'b', mtimeMs: 2 }])).toEqual([early]);
});

test('handing over in rounds gives the same order as handing over at once', () => {
  fc.assert(
    fc.property(fc.array(file), fc.nat(), (files, cut) => {
      const sorted = files.toSorted(byWriting);
      const aboutToSettle = sorted.filter((_, index) => index % 3 === cut % 3);
      const settled = sorted.filter((one) => !aboutToSettle.includes(one)).toReversed();
      const first = inOrder(settled, aboutToSettle);
      const rest = inOrder([...aboutToSettle, ...settled.filter((one) => !first.includes(one))], []);

      expect([...first, ...rest].map((one) => [one.mtimeMs, one.name])).toEqual(
        sorted.map((one) => [one.mtimeMs, one.name]),
      );
    }),
  );
});
