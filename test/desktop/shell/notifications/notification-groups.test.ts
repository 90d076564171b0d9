import { expect, test } from 'vitest';
import {
  NotificationGroups,
  type NotificationRequest,
} from '#desktop/shell/notifications/notification-groups.ts';

const MINUTE_MS = 60_000;
const RULES = { failures: true, deliveries: true };
const failed = (name: string, watch = 'Scans'): NotificationRequest => ({
  type: 'failed',
  watch,
  name,
  upload: 1,
});

test('five hundred failures of a watch are two notifications: the first at once, all after five minutes', () => {
  const groups = new NotificationGroups(0);
  const shown = Array.from({ length: 500 }, (_, at) =>
    groups.add(failed(`${at}.pdf`), RULES, MINUTE_MS + at),
  ).filter((one) => one !== undefined);

  expect(shown).toMatchObject([{ count: 1, first: '0.pdf' }]);
  expect(groups.takeDue(2 * MINUTE_MS)).toEqual([]);
  expect(groups.takeDue(6 * MINUTE_MS)).toMatchObject([{ count: 500, first: '0.pdf' }]);
  expect(groups.takeDue(20 * MINUTE_MS)).toEqual([]);
});

test('watches are told apart, and each begins a new group after five minutes', () => {
  const groups = new NotificationGroups(0);

  expect(groups.add(failed('a', 'One'), RULES, MINUTE_MS)).toBeDefined();
  expect(groups.add(failed('b', 'Two'), RULES, MINUTE_MS)).toBeDefined();
  expect(groups.add(failed('c', 'One'), RULES, 7 * MINUTE_MS)).toBeDefined();
});

test('the first fifteen seconds are silent and count for nothing', () => {
  const groups = new NotificationGroups(1_000);

  expect(groups.add(failed('a'), RULES, 15_999)).toBeUndefined();

  expect(groups.add(failed('b'), RULES, 16_000)).toMatchObject({ count: 1, first: 'b' });
});

test('what needs the user is told at once, in the first seconds too, and not over and over', () => {
  const groups = new NotificationGroups(0);
  const request: NotificationRequest = {
    type: 'needs-you',
    about: 'office portal.credentials',
    text: 'mend it',
  };

  expect(groups.add(request, { failures: false, deliveries: false }, 10)).toMatchObject({
    first: 'mend it',
  });
  expect(groups.add(request, RULES, 20)).toBeUndefined();
});

test('what the settings switch off is not told', () => {
  const groups = new NotificationGroups(0);
  const delivered: NotificationRequest = { type: 'delivered', chatTitle: 'A', name: 'a', upload: 1 };

  expect(groups.add(failed('a'), { failures: false, deliveries: true }, MINUTE_MS)).toBeUndefined();
  expect(groups.add(delivered, { failures: true, deliveries: false }, MINUTE_MS)).toBeUndefined();
});
