import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ErrorCode } from '#domain/errors.ts';
import { step, UPLOAD_STATES, type Upload, type UploadEvent, type UploadState } from '#domain/upload.ts';

const code: ErrorCode = 'portal.busy';

/** By type: a new event does not compile before it is here, and none may be left out. */
const SAMPLES: {
  readonly [T in UploadEvent['type']]: readonly [
    Extract<UploadEvent, { type: T }>,
    ...Extract<UploadEvent, { type: T }>[],
  ];
} = {
  claim: [{ type: 'claim' }],
  posted: [{ type: 'posted' }],
  'put-off': [
    { type: 'put-off', code, until: 5, counts: true },
    { type: 'put-off', code, until: 5, counts: false },
  ],
  interrupted: [{ type: 'interrupted' }],
  refused: [{ type: 'refused', code }],
  responseLost: [{ type: 'responseLost', code, verifyAt: 9 }],
  postponeVerification: [{ type: 'postponeVerification', verifyAt: 12 }],
  notFound: [{ type: 'notFound' }],
  found: [{ type: 'found' }],
  ambiguous: [{ type: 'ambiguous' }],
  changed: [{ type: 'changed', until: 7 }],
  'still-changing': [{ type: 'still-changing', until: 8 }],
  settled: [{ type: 'settled' }],
  skip: [{ type: 'skip', code }],
  retry: [{ type: 'retry' }],
  confirm: [{ type: 'confirm' }],
  cancel: [{ type: 'cancel' }],
  removed: [
    { type: 'removed', code: undefined },
    { type: 'removed', code: 'message.gone' },
  ],
};
const EVENTS: readonly UploadEvent[] = Object.values(SAMPLES).flat();

const upload = (state: UploadState, rest: Partial<Upload> = {}): Upload => ({
  state,
  code: undefined,
  attempts: 1,
  nextAt: undefined,
  ...rest,
});

/** What each state makes of each event; an event that is not named means nothing there. */
const TABLE: Record<UploadState, Partial<Record<UploadEvent['type'], UploadState>>> = {
  settling: {
    refused: 'failed',
    'still-changing': 'settling',
    settled: 'queued',
    skip: 'skipped',
    cancel: 'cancelled',
  },
  queued: {
    claim: 'sending',
    'put-off': 'waiting',
    refused: 'failed',
    changed: 'settling',
    skip: 'skipped',
    cancel: 'cancelled',
  },
  sending: {
    posted: 'delivered',
    'put-off': 'waiting',
    interrupted: 'queued',
    refused: 'failed',
    responseLost: 'verifying',
    changed: 'settling',
    skip: 'skipped',
  },
  waiting: {
    claim: 'sending',
    'put-off': 'waiting',
    refused: 'failed',
    changed: 'settling',
    skip: 'skipped',
    retry: 'queued',
    cancel: 'cancelled',
  },
  verifying: {
    postponeVerification: 'verifying',
    notFound: 'queued',
    found: 'delivered',
    ambiguous: 'failed',
  },
  delivered: { removed: 'removed' },
  failed: { retry: 'queued', cancel: 'cancelled' },
  skipped: { retry: 'queued' },
  cancelled: { retry: 'queued' },
  removed: {},
};

test.each(UPLOAD_STATES.flatMap((state) => EVENTS.map((event) => ({ state, event, type: event.type }))))(
  'an upload that is $state answers $type as the table says',
  ({ state, event }) => {
    const next = step(upload(state), event);

    expect(next?.state).toBe(TABLE[state][event.type]);
  },
);

test('only what could not be decided can be confirmed by the user', () => {
  expect(step(upload('failed', { code: 'delivery.undecided' }), { type: 'confirm' })?.state).toBe(
    'delivered',
  );
  expect(step(upload('failed', { code: 'portal.credentials' }), { type: 'confirm' })).toBeUndefined();
});

test('an attempt we broke off ourselves does not count', () => {
  const sending = step(upload('queued', { attempts: 3 }), { type: 'claim' });

  expect(sending && step(sending, { type: 'interrupted' })?.attempts).toBe(3);
});

test('whatever happens, a delivered upload is at most removed, and is sent only after a claim', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }), (events) => {
      let now = upload('queued', { attempts: 0 });
      for (const event of events) {
        const next = step(now, event) ?? now;
        if (now.state === 'removed') expect(next).toBe(now);
        if (now.state === 'delivered') expect(['delivered', 'removed']).toContain(next.state);
        if (next.state === 'sending') expect(now.state === 'sending' || event.type === 'claim').toBe(true);
        if (next.state === 'verifying') expect(['sending', 'verifying']).toContain(now.state);
        expect(next.attempts).toBeGreaterThanOrEqual(0);
        now = next;
      }
    }),
  );
});
