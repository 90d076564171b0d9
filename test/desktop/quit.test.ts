import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onQuit } from '#desktop/system/quit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Electron's part: `quit` asks before it ends, `exit` ends. */
function program(putAway: () => Promise<void>) {
  const events = new EventEmitter();
  const ended = vi.fn();
  const quit = () => {
    const preventDefault = vi.fn();
    events.emit('before-quit', { preventDefault });
    if (preventDefault.mock.calls.length === 0) ended();
  };
  const app: unknown = Object.assign(events, { quit, exit: ended });
  onQuit(app as App, putAway);
  return { quit, ended };
}

test('the program ends when its work is put away, which is begun once', async () => {
  const work = Promise.withResolvers<undefined>();
  const putAway = vi.fn(() => work.promise);
  const { quit, ended } = program(putAway);

  quit();
  quit();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).not.toHaveBeenCalled();
  work.resolve(undefined);
  await vi.advanceTimersByTimeAsync(0);

  expect(putAway).toHaveBeenCalledOnce();
  expect(ended).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ended).toHaveBeenCalledOnce();
});

test('work that does not end keeps the program for thirty seconds and no longer', async () => {
  const { quit, ended } = program(() => new Promise(() => undefined));

  quit();
  await vi.advanceTimersByTimeAsync(29_999);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);

  expect(ended).toHaveBeenCalledExactlyOnceWith(0);
});

test('work that fails to be put away ends the program all the same', async () => {
  const { quit, ended } = program(() => Promise.reject(new Error('disk full')));

  quit();
  await vi.advanceTimersByTimeAsync(0);

  expect(ended).toHaveBeenCalledOnce();
});
