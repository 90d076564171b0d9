import { expect, test } from 'vitest';
import { backoff, MAX_ATTEMPTS } from '#domain/backoff.ts';
import { nextStep, type DecisionContext } from '#domain/next-step.ts';
import { AppError, ERROR_CODES, type ErrorCode } from '#domain/errors.ts';
import { step } from '#domain/upload.ts';

const NOW = 1_000_000;

const at = (rest: Partial<DecisionContext> = {}): DecisionContext => ({
  now: NOW,
  upload: { state: 'sending', code: undefined, attempts: 1, nextAt: undefined, queuedAt: NOW },
  retryBaseMs: 5_000,
  verifyAfterMs: 65_000,
  portalWaits: 0,
  quietMs: 3_000,
  random: 0.5,
  ...rest,
});

const decideOn = (code: ErrorCode, rest: Partial<DecisionContext> = {}) =>
  nextStep(new AppError(code, 'test'), at(rest));

test.each(ERROR_CODES.map((code) => ({ code })))('$code leads somewhere from sending', ({ code }) => {
  const { event, hold } = decideOn(code);

  expect(event && step(at().upload, event)).toBeDefined();
  if (hold?.until !== undefined) expect(hold.until).toBeGreaterThan(NOW);
});

test.each([1, 2, 3, 4, 5, 6, 7])('the %i. refusal for a passing reason waits by the schedule', (attempts) => {
  const upload = { ...at().upload, attempts };

  const { event } = decideOn('portal.busy', { upload });

  const until = NOW + [5, 25, 120, 600, 3_600, 18_000, 86_400].map((s) => s * 1_000)[attempts - 1]!;
  expect(event).toEqual({ type: 'put-off', code: 'portal.busy', until, counts: true });
});

test('after the last step of the schedule the user is asked', () => {
  const upload = { ...at().upload, attempts: MAX_ATTEMPTS + 1 };

  expect(decideOn('portal.busy', { upload }).event).toEqual({ type: 'refused', code: 'portal.busy' });
});

test('Drive trouble asks the user after three tries', () => {
  const tries = [1, 2, 3, 4].map((attempts) =>
    decideOn('drive.storage', { upload: { ...at().upload, attempts } }),
  );

  expect(tries.map(({ event }) => event?.type)).toEqual(['put-off', 'put-off', 'put-off', 'refused']);
});

test('being offline burns no attempt, holds the portal, and the waits grow to five minutes', () => {
  const waits = [0, 1, 2, 9].map((portalWaits) => decideOn('network.offline', { portalWaits }));

  expect(waits.map(({ event }) => event)).toEqual(waits.map(() => ({ type: 'interrupted' })));
  expect(waits.map(({ hold }) => hold?.until)).toEqual(
    [5_000, 10_000, 20_000, 300_000].map((ms) => NOW + ms),
  );
});

test('a portal that names a time is taken at its word', () => {
  const error = new AppError('portal.method-limited', 'test', { until: NOW + 77_000 });

  expect(nextStep(error, at()).hold).toEqual({ scope: 'portal', code: error.code, until: NOW + 77_000 });
});

test.each([
  ['portal.credentials', 'portal'],
  ['bot.not-ours', 'bot'],
  ['dialog.access-denied', 'dialog'],
] as const)('%s waits for the user and holds the %s', (code, scope) => {
  expect(decideOn(code)).toEqual({
    event: { type: 'refused', code },
    hold: { scope, code, until: undefined },
  });
});

test('an unseen answer is looked for after the time the portal may still work', () => {
  expect(decideOn('network.unanswered').event).toEqual({
    type: 'responseLost',
    code: 'network.unanswered',
    verifyAt: NOW + 65_000,
  });
});

test('a locked file is tried often at first, then seldom, and after a day the user is asked', () => {
  const after = (age: number) =>
    decideOn('file.unreadable', { upload: { ...at().upload, state: 'queued', queuedAt: NOW - age } }).event;

  expect(after(0)).toMatchObject({ type: 'put-off', until: NOW + 2_000, counts: false });
  expect(after(61_000)).toMatchObject({ type: 'put-off', until: NOW + 20_000, counts: false });
  expect(after(86_400_001)).toEqual({ type: 'refused', code: 'file.unreadable' });
});

test('the schedule is spread by a fifth to both sides', () => {
  expect([backoff(1, 5_000, 0), backoff(1, 5_000, 1)]).toEqual([4_000, 6_000]);
});
