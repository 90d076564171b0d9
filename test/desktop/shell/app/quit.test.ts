import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onQuit } from '#desktop/shell/app/quit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Electron's part: `quit` asks before it ends, `exit` ends. */
function program(shutdown: () => Promise<void>) {
  const events = new EventEmitter();
  const ended = vi.fn();
  const quit = () => {
    const preventDefault = vi.fn();
    events.emit('before-quit', { preventDefault });
    if (preventDefault.mock.calls.length === 0) ended('quit');
  };
  const app: unknown = Object.assign(events, { quit, exit: () => void ended('exit') });
  onQuit(app as App, shutdown);
  return { events, quit, ended };
}

test('the program ends when its work is put away, which is begun once', async () => {
  const work = Promise.withResolvers<undefined>();
  const shutdown = vi.fn(() => work.promise);
  const { quit, ended } = program(shutdown);

  quit();
  quit();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).not.toHaveBeenCalled();
  work.resolve(undefined);
  await vi.advanceTimersByTimeAsync(0);

  expect(shutdown).toHaveBeenCalledOnce();
  expect(ended).toHaveBeenCalledExactlyOnceWith('quit');
});

test('an end that hangs is cut off before thirty seconds are over, whether the work or Electron hangs', async () => {
  for (const shutdown of [() => new Promise<void>(() => undefined), () => Promise.resolve()]) {
    const { quit, ended } = program(shutdown);

    quit();
    await vi.advanceTimersByTimeAsync(27_999);
    expect(ended).not.toHaveBeenCalledWith('exit');
    await vi.advanceTimersByTimeAsync(1);

    expect(ended).toHaveBeenCalledWith('exit');
  }
});

test('it is not asked for again from a microtask, which a quit of the system would undo', async () => {
  const { quit, ended } = program(() => Promise.resolve());

  quit();
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0);

  expect(ended).toHaveBeenCalledOnce();
});

test('the end of a session on Windows, which only windows are told of, ends the program', () => {
  const shutdown = vi.fn(() => Promise.resolve());
  const { events } = program(shutdown);
  const window = new EventEmitter();

  events.emit('browser-window-created', {}, window);
  window.emit('session-end');

  expect(shutdown).toHaveBeenCalledOnce();
});

test('work that fails to be put away ends the program all the same', async () => {
  const { quit, ended } = program(() => Promise.reject(new Error('disk full')));

  quit();
  await vi.advanceTimersByTimeAsync(0);

  expect(ended).toHaveBeenCalledOnce();
});
