import { describe, expect, test } from 'vitest';
import { effectiveState, blockingReason, type Blockers } from '#domain/blockers.ts';
import type { Upload } from '#domain/upload.ts';

const NOTHING: Blockers = { holds: [], pauses: [], closedUntil: undefined, caps: new Map() };
const HOLD = {
  portal: 'office',
  bot: undefined,
  dialog: undefined,
  code: 'network.offline',
  until: 500,
} as const;
const row = (rest: Partial<Upload> & { watch?: string | undefined } = {}) => ({
  portal: 'office',
  bot: 'scanner',
  dialog: 'chat5',
  watch: 'scans' as string | undefined,
  state: 'queued' as const,
  code: undefined,
  attempts: 0,
  nextAt: undefined,
  ...rest,
});

test('with nothing in the way an upload is what the ledger says', () => {
  expect(effectiveState(row(), NOTHING)).toEqual(row());
});

describe('a queued upload is seen waiting', () => {
  test.each([
    ['paused with everything', { pauses: [{ watch: undefined, until: 900 }] }, 'delivery.paused', 900],
    [
      'paused with its watch',
      { pauses: [{ watch: 'scans', until: undefined }] },
      'delivery.paused',
      undefined,
    ],
    ['outside the working hours', { closedUntil: 700 }, 'delivery.closed', 700],
    ['outside hours that never come', { closedUntil: Infinity }, 'delivery.closed', undefined],
    ['at the cap of its watch', { caps: new Map([['scans', 60]]) }, 'delivery.capped', 60],
    ['with its portal', { holds: [HOLD] }, 'network.offline', 500],
  ] as const)('%s', (_, stands, code, nextAt) => {
    expect(effectiveState(row(), { ...NOTHING, ...stands })).toMatchObject({
      state: 'waiting',
      code,
      nextAt,
    });
  });
});

test('what concerns others concerns it not', () => {
  const others: Blockers = {
    holds: [{ ...HOLD, portal: 'branch' }],
    pauses: [{ watch: 'camera', until: undefined }],
    closedUntil: undefined,
    caps: new Map([['camera', 60]]),
  };

  expect(blockingReason(row(), others)).toBeUndefined();
});

test('a file sent by hand minds a pause of everything, but neither hours nor caps', () => {
  const byHand = row({ watch: undefined });

  expect(blockingReason(byHand, { ...NOTHING, closedUntil: 700 })).toBeUndefined();
  expect(blockingReason(byHand, { ...NOTHING, pauses: [{ watch: undefined, until: 9 }] })?.code).toBe(
    'delivery.paused',
  );
});

test('of several reasons the one that lasts longest is told', () => {
  const several: Blockers = { ...NOTHING, holds: [HOLD], pauses: [{ watch: 'scans', until: 600 }] };
  const retry = row({ state: 'waiting', code: 'portal.busy', nextAt: 550 });

  expect(effectiveState(row(), several)).toMatchObject({ code: 'delivery.paused', nextAt: 600 });
  expect(effectiveState(retry, several)).toMatchObject({ code: 'delivery.paused' });
  expect(effectiveState({ ...retry, nextAt: 650 }, several)).toMatchObject({
    code: 'portal.busy',
    nextAt: 650,
  });
});

test('what has ended, or is under way, does not wait', () => {
  const paused: Blockers = { ...NOTHING, pauses: [{ watch: undefined, until: undefined }] };
  for (const state of ['settling', 'sending', 'verifying', 'delivered', 'failed', 'skipped'] as const) {
    expect(effectiveState(row({ state }), paused).state).toBe(state);
  }
});
