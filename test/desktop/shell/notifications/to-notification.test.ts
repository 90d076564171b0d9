import { expect, test } from 'vitest';
import type { EngineEvent } from '#engine/events.ts';
import { toNotification } from '#desktop/shell/notifications/to-notification.ts';
import { localizer } from '../test-localizer.ts';

const DESK = {
  localizer: () => localizer,
  language: () => 'en' as const,
  displayContext: () => ({
    home: '/home/ann',
    blockers: { holds: [], pauses: [], closedUntil: undefined, caps: new Map<string, number>() },
    titleOf: () => 'Accounts',
    portals: new Set(['office']),
  }),
};

test('another computer that posts the same files is told with the name of the chat', () => {
  const duplicateSender = { portal: 'office', dialog: 'chat5', name: 'a.pdf', messageId: 7, noticedAt: 1 };

  expect(toNotification({ type: 'duplicateSender', duplicateSender }, DESK)).toEqual({
    type: 'needs-you',
    about: 'duplicateSender office chat5',
    text: 'Another computer posts the same files to Accounts',
  });
});

test('what goes on by itself, or is over, is no occasion', () => {
  const hold = { portal: 'office', bot: undefined, dialog: undefined, code: 'portal.rate-limited' } as const;
  const events: EngineEvent[] = [
    { type: 'hold', hold: { ...hold, until: 5 }, over: false },
    { type: 'hold', hold: { ...hold, until: undefined }, over: true },
    { type: 'ledger', code: undefined },
  ];

  expect(events.map((event) => toNotification(event, DESK))).toEqual([undefined, undefined, undefined]);
  expect(
    toNotification({ type: 'hold', hold: { ...hold, until: undefined }, over: false }, DESK),
  ).toMatchObject({
    type: 'needs-you',
  });
});
