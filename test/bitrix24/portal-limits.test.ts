import { expect, test } from 'vitest';

import { AppError } from '#domain/errors.ts';
import { PortalLimits } from '#bitrix24/client/portal-limits.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

const UPLOAD = 'imbot.v2.File.upload';
const never = new AbortController().signal;
const limited = new AppError('portal.method-limited', 'OPERATION_TIME_LIMIT', {
  origin: 'OPERATION_TIME_LIMIT',
});

function limitsAt(wall = 1_800_000_000_000) {
  const clock = new ManualClock(wall);
  const limits = new PortalLimits({ clock, random: () => 0, rate: { burst: 50, requestsPerSecond: 2 } });
  return { clock, limits };
}

test('a method whose time is spent waits until the named second and one more, others go on', async () => {
  const { clock, limits } = limitsAt();
  const resetAt = clock.now() / 1_000 + 120;
  limits.succeeded(UPLOAD, { operating: 479, operating_reset_at: resetAt });

  const error = limits.refused(UPLOAD, limited);

  expect(error).toMatchObject({ code: 'portal.method-limited', until: (resetAt + 1) * 1_000 });
  await expect(limits.pass(UPLOAD, never)).rejects.toMatchObject({ until: (resetAt + 1) * 1_000 });
  await expect(limits.pass('profile', never)).resolves.toBeUndefined();
  await clock.advance(121_000);
  await expect(limits.pass(UPLOAD, never)).resolves.toBeUndefined();
});

test('without a named second the waits grow by a minute up to ten, and a success starts over', () => {
  const { clock, limits } = limitsAt();

  const waits = Array.from({ length: 12 }, () => (limits.refused(UPLOAD, limited).until ?? 0) - clock.now());
  limits.succeeded(UPLOAD, { operating: 1 });

  expect(waits.map((ms) => ms / 60_000)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10]);
  expect((limits.refused(UPLOAD, limited).until ?? 0) - clock.now()).toBe(60_000);
});

test.each([
  ['long ago', -3_600],
  ['in a year', 365 * 86_400],
])('a portal whose clock is wrong (%s) does not block for longer than ten minutes', (_what, offset) => {
  const { clock, limits } = limitsAt();
  limits.succeeded(UPLOAD, { operating_reset_at: clock.now() / 1_000 + offset });

  expect((limits.refused(UPLOAD, limited).until ?? 0) - clock.now()).toBe(60_000);
});

test.each([undefined, null, 'soon', {}, { operating_reset_at: 'x' }, [1]])(
  'time given as %j is no trouble',
  (time) => {
    const { limits } = limitsAt();

    expect(() => limits.succeeded(UPLOAD, time)).not.toThrow();
  },
);

test('the portal says until when it is limited, and tells listeners', async () => {
  const { clock, limits } = limitsAt();
  const heard: (number | undefined)[] = [];
  limits.onLimited((until) => heard.push(until));

  const { until } = limits.refused('profile', new AppError('portal.rate-limited', 'QUERY_LIMIT_EXCEEDED'));
  expect(limits.limitedUntil).toBe(until);
  await clock.advance(60_000);
  expect(limits.limitedUntil).toBeUndefined();
  limits.succeeded('profile', undefined);

  expect(heard).toEqual([until, undefined]);
});

test('a portal blocked by hand is asked again after an hour', () => {
  const { clock, limits } = limitsAt();

  const error = limits.refused('profile', new AppError('portal.overloaded', 'OVERLOAD_LIMIT'));

  expect(error.until).toBe(clock.now() + 3_600_000);
});

test('a refusal that is about no limit stays as it is', () => {
  const { limits } = limitsAt();
  const error = new AppError('portal.scope', 'insufficient_scope');

  expect(limits.refused('profile', error)).toBe(error);
});
