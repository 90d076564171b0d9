import { expect, test } from 'vitest';
import { sentFolder } from '#engine/delivery/post-delivery/sent-folder.ts';

test.each([
  ['Sent/{yyyy}-{mm}', new Date(2026, 0, 5), 'Sent/2026-01'],
  ['Sent/{yyyy}/{mm}', new Date(2026, 11, 31, 23, 59), 'Sent/2026/12'],
  ['Sent', new Date(2026, 5, 1), 'Sent'],
])('%s', (template, date, expected) => {
  expect(sentFolder(template, date.getTime())).toBe(expected);
});
