import { expect, test } from 'vitest';
import { LiveState } from '#desktop/services/engine/live-state.ts';

const NOTHING = { holds: [], pauses: [] };
const CONTEXT = {
  isOffline: false,
  watches: 2,
  blockers: { ...NOTHING, closedUntil: undefined, caps: new Map<string, number>() },
  failure: undefined,
};

test('files that are still being written count as waiting, in all and for their watch', () => {
  const state = new LiveState();
  state.init([], NOTHING, undefined);

  state.handleEvent({ type: 'settling', watch: 'scans', count: 2 });
  state.handleEvent({ type: 'settling', watch: 'mail', count: 1 });

  expect(state.status(CONTEXT)).toMatchObject({ state: 'ok', waiting: 3 });
  expect([state.settlingOf('scans'), state.settlingOf('mail'), state.settlingOf('other')]).toEqual([2, 1, 0]);

  state.handleEvent({ type: 'settling', watch: 'scans', count: 0 });
  expect(state.status(CONTEXT).waiting).toBe(1);
});
