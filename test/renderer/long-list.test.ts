import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fitted,
  heightOf,
  inSight,
  moved,
  placeAt,
  scrollTopOf,
  START,
  type Block,
} from '../../src-renderer/ui/long-list.ts';

const ROW = 52;

/** A list of blocks of several heights and spans, as days and folded rows make them. */
function listOf(blocks: readonly { readonly span: number; readonly height: number }[], view: number) {
  const byPlace: Block[] = [];
  for (const block of blocks) {
    const at = byPlace.length;
    for (let one = 0; one < block.span; one++) byPlace.push({ ...block, at });
  }
  const empty = (at: number) => ({ at, span: 1, height: ROW });
  return { count: byPlace.length, rowHeight: ROW, view, blockAt: (at: number) => byPlace[at] ?? empty(at) };
}

const block = fc.record({ span: fc.integer({ min: 1, max: 12 }), height: fc.constantFrom(52, 88, 104, 140) });
const lists = fc
  .tuple(fc.array(block, { minLength: 1, maxLength: 60 }), fc.integer({ min: 100, max: 900 }))
  .map(([blocks, view]) => listOf(blocks, view));

test('a list that is measured stands where its scrollbar stands', () => {
  fc.assert(
    fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const top = Math.round(share * Math.max(0, heightOf(list) - list.view));

      expect(scrollTopOf(list, placeAt(list, top))).toBe(top);
    }),
  );
});

test('scrolling there and back again changes nothing', () => {
  fc.assert(
    fc.property(lists, fc.nat(2_000), fc.nat(500), (list, top, delta) => {
      const place = placeAt(list, Math.min(top, heightOf(list) - 1));
      const there = moved(list, place, delta);
      const gone = scrollTopOf(list, there) - scrollTopOf(list, place);

      expect(moved(list, there, -gone)).toEqual(place);
    }),
  );
});

test('the last row never leaves the lower edge while there is something above it', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const end = fitted(list, { at: list.count - 1, offset: 10_000 });
      const shown = inSight(list, end, 0);
      const last = shown.at(-1);
      const lowerEdge = (last?.top ?? 0) + (last?.block.height ?? 0);

      expect(lowerEdge).toBe(Math.min(list.view, heightOf(list)));
    }),
  );
});

test('what is in sight leaves no gap and repeats nothing', () => {
  fc.assert(
    fc.property(lists, fc.nat(3_000), (list, top) => {
      const shown = inSight(list, fitted(list, placeAt(list, top)), 200);

      for (const [index, { block: one, top: at }] of shown.entries()) {
        const next = shown[index + 1];
        if (next === undefined) continue;
        expect(next.top).toBe(at + one.height);
        expect(next.block.at).toBe(one.at + one.span);
      }
    }),
  );
});

test('a list higher than a browser can draw is reached from end to end', () => {
  const list = { ...listOf([], 600), count: 2_000_000 };
  const last = heightOf(list) - list.view;

  expect(heightOf(list)).toBeLessThan(33_000_000);
  expect(placeAt(list, 0)).toEqual(START);
  expect(inSight(list, placeAt(list, last), 0).at(-1)?.block.at).toBe(1_999_999);
  expect(scrollTopOf(list, placeAt(list, last))).toBe(last);
  expect(placeAt(list, last / 2).at).toBeCloseTo(1_000_000, -2);
});
