import { describe, expect, test } from 'vitest';
import type { Settings } from '#contract/app.ts';
import type { Updater } from '#desktop/services/updates/updater.ts';
import { Updates } from '#desktop/services/updates/updates.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Machine {
  mode: Settings['updates'];
  /** What the feed offers; an error when it cannot be asked. */
  offered: string | undefined | Error;
  fetched: 'genuine' | 'refused' | Error;
  isSending: boolean;
  isSeen: boolean;
}

function machine(given: Partial<Machine> = {}) {
  const now: Machine = {
    mode: 'automatic',
    offered: '2.0.0',
    fetched: 'genuine',
    isSending: false,
    isSeen: false,
    ...given,
  };
  const done: string[] = [];
  const clock = new ManualClock(0);
  const orThrow = <T>(value: T | Error): Promise<T> =>
    value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  const updater: Updater = {
    check: () => (done.push('check'), orThrow(now.offered)),
    download: (onProgress) => {
      done.push('download');
      onProgress(50);
      return orThrow(now.fetched);
    },
    installAtQuit: (isOn) => void done.push(`at quit ${isOn ? 'on' : 'off'}`),
    install: () => void done.push('install'),
  };
  const notice: string[] = [];
  const updates = new Updates({
    updater,
    mode: () => now.mode,
    isSending: () => now.isSending,
    isWindowVisible: () => now.isSeen,
    shutdown: () => Promise.resolve(void done.push('put away')),
    onChange: ({ type }) => void notice.push(type),
    clock,
    random: () => 0.5,
    log: () => undefined,
  });
  updates.start();
  return { now, done, clock, updates, told: notice };
}

describe('by itself', () => {
  test('looks soon after the start, fetches what is newer, and installs when nothing was sent for ten minutes', async () => {
    const { done, clock, told: notice } = machine();

    await clock.advance(MINUTE);
    expect(notice).toEqual(['checking', 'available', 'downloading', 'downloading', 'ready']);
    expect(done).toEqual(['check', 'download']);
    await clock.advance(9 * MINUTE);

    expect(done).toEqual(['check', 'download', 'put away', 'install']);
  });

  test('looks again after some hours, no two machines at the same time', async () => {
    const { done, clock } = machine({ offered: undefined });

    await clock.advance(MINUTE + 6 * HOUR + 30 * MINUTE);

    expect(done).toEqual(['check', 'check']);
  });

  test('never installs while an upload is under way, however long it takes', async () => {
    const { now, done, clock, updates } = machine({ isSending: true });
    await clock.advance(12 * HOUR);
    expect(done).not.toContain('install');

    now.isSending = false;
    updates.uploadsChanged();
    await clock.advance(9 * MINUTE);
    expect(done).not.toContain('install');
    await clock.advance(2 * MINUTE);

    expect(done.filter((what) => what === 'install')).toHaveLength(1);
  });

  test('does not take a window away that somebody looks at', async () => {
    const { now, done, clock } = machine({ isSeen: true });
    await clock.advance(HOUR);
    expect(done).not.toContain('install');

    now.isSeen = false;
    await clock.advance(MINUTE);

    expect(done).toContain('install');
  });
});

describe('asked to restart', () => {
  test('it waits for the upload under way and goes the moment that has ended, once', async () => {
    const { now, done, clock, updates } = machine({ isSending: true, isSeen: true });
    await clock.advance(MINUTE);
    await updates.restart();
    expect(updates.state).toEqual({ type: 'ready', version: '2.0.0', isWaiting: true });
    updates.uploadsChanged();
    expect(done).not.toContain('install');

    now.isSending = false;
    updates.uploadsChanged();
    updates.uploadsChanged();
    await clock.advance(HOUR);

    expect(done).toEqual(['check', 'download', 'put away', 'install']);
  });
});

describe('set to tell', () => {
  test('it fetches and installs nothing before the user says so', async () => {
    const { done, clock, updates } = machine({ mode: 'notify' });
    await clock.advance(24 * HOUR);
    expect(updates.state).toEqual({ type: 'available', version: '2.0.0' });
    expect(done).not.toContain('download');

    await updates.download();
    await clock.advance(24 * HOUR);

    expect(updates.state).toEqual({ type: 'ready', version: '2.0.0', isWaiting: false });
    expect(done).not.toContain('install');
  });
});

describe('switched off', () => {
  test('it asks nobody, not even when the button is pressed', async () => {
    const { done, clock, updates } = machine({ mode: 'off' });
    await updates.check();
    await clock.advance(48 * HOUR);

    expect(done).toEqual([]);
    expect(updates.state).toEqual({ type: 'off' });
  });

  test('what was fetched before is not installed either, nor at the end of the program', async () => {
    const { now, done, clock, updates } = machine();
    await clock.advance(MINUTE);
    now.mode = 'off';
    updates.settingsChanged();
    await updates.restart();
    await clock.advance(HOUR);

    expect(updates.state).toEqual({ type: 'off' });
    expect(done).toEqual(['check', 'download', 'at quit off']);
  });

  test('switched on again, it looks again', async () => {
    const { now, done, clock, updates } = machine({ mode: 'off' });
    now.mode = 'notify';
    updates.settingsChanged();
    await clock.advance(MINUTE);

    expect(done).toEqual(['at quit on', 'check']);
  });
});

describe('what goes wrong', () => {
  test('a feed that cannot be asked is asked again in an hour', async () => {
    const { now, done, clock, updates } = machine({ offered: new Error('offline') });
    await clock.advance(MINUTE);
    expect(updates.state).toEqual({ type: 'failed', nextAt: MINUTE + HOUR });

    now.offered = undefined;
    await clock.advance(HOUR);

    expect(updates.state).toEqual({ type: 'current', checkedAt: MINUTE + HOUR });
    expect(done).toEqual(['check', 'check']);
  });

  test('a file that is not its publisher’s is never installed', async () => {
    const { done, clock, updates } = machine({ fetched: 'refused' });
    await clock.advance(MINUTE);
    await updates.restart();
    await clock.advance(HOUR);

    expect(updates.state).toEqual({ type: 'refused', version: '2.0.0' });
    expect(done).not.toContain('install');
  });
});

test('a build that does not replace itself says so and asks nobody', async () => {
  const clock = new ManualClock();
  const updates = new Updates({
    updater: undefined,
    mode: () => 'automatic',
    isSending: () => false,
    isWindowVisible: () => false,
    shutdown: () => Promise.resolve(),
    onChange: () => expect.unreachable(),
    clock,
    random: () => 0,
    log: () => undefined,
  });
  updates.start();
  updates.settingsChanged();
  await updates.check();
  await clock.advance(48 * HOUR);

  expect(updates.state).toEqual({ type: 'elsewhere' });
});
