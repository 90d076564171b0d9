import { expect, test } from 'vitest';
import { z } from 'zod';
import { count, flag, id, listOf } from '#bitrix24/client/fields.ts';

test.each([
  ['a list', [1, 2], [1, 2]],
  ['a list with gaps, as PHP sends it', { '0': 1, '3': 2 }, [1, 2]],
  ['null, as PHP sends an empty list', null, []],
  ['entries that do not fit', [1, 'two', null], [1]],
])('%s is read as a list', (_what, value, expected) => {
  expect(listOf(z.number()).parse(value)).toEqual(expected);
});

test.each([
  [7, 7],
  ['7', 7],
])('%j is an id', (value, expected) => {
  expect(id.parse(value)).toBe(expected);
});

test.each([true, '0x10', ' 7 ', '', 0, -1, 1.5, null, '12345678901234567'])('%j is no id', (value) => {
  expect(id.safeParse(value).success).toBe(false);
});

test.each([
  [null, 0],
  [undefined, 0],
  ['0', 0],
  ['12', 12],
])('%j counts as %i', (value, expected) => {
  expect(count.parse(value)).toBe(expected);
});

test.each([true, 'Y', 'true', 1, '1'])('%j is set', (value) => {
  expect(flag.parse(value)).toBe(true);
});

test.each([false, 'N', 'false', 0, '0', '', null, undefined])('%j is not set', (value) => {
  expect(flag.parse(value)).toBe(false);
});
