import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { nodeHost } from '#engine/node-host.ts';
import type { CallRequest } from '#engine/system/drive-calls.ts';
import { forkDriveHelper, type StartDriveHelper } from '#engine/system/drive-helper.ts';
import { Office } from '#test/support/office.ts';
import { RunningEngine } from '#test/support/running-engine.ts';
import { joinByStoppableFuse, tellSkipped, whyNo, whyNoMounts } from './mounts.ts';

const isSkipped = tellSkipped('drive that hangs', whyNoMounts() ?? whyNo('bindfs'));

/** Instead of 20 s. */
const LIMIT_MS = 3_000;
/** Longer than a file waits whose drive does not answer. */
const LATER_MS = 61_000;
const NAMES = ['anna', 'boris', 'clara', 'dora'];
const LARGE = 'x'.repeat(300_000);

/** An engine with a local watch and four on a share; the share hangs at the first call that `isMoment`, once it is told to. */
async function officeWithShare(isMoment: (request: CallRequest) => boolean, watch: Partial<WatchSpec> = {}) {
  let isArmed = false;
  let skippedMs = 0;
  const startHelper: StartDriveHelper = (events) => {
    const helper = forkDriveHelper(events);
    return {
      ...helper,
      ask: (request) => {
        if (isArmed && isMoment(request)) drive.stop();
        helper.ask(request);
      },
    };
  };
  const host = nodeHost({ log: () => undefined, limitMs: LIMIT_MS, startHelper });
  const { clock } = host;
  const running = await RunningEngine.prepare(
    {},
    {
      ...host,
      clock: {
        ...clock,
        now: () => clock.now() + skippedMs,
        monotonicMs: () => clock.monotonicMs() + skippedMs,
      },
    },
  );
  const behind = join(running.root, 'behind');
  const share = join(running.root, 'share');
  const drive = await joinByStoppableFuse(behind, share);
  const target = { portal: 'office', bot: 'scanner', dialog: 'chat7' };
  for (const name of NAMES) mkdirSync(join(behind, name));
  const shared = NAMES.map((name) => running.watch({ name, target, folder: join(share, name), ...watch }));
  running.config = { ...running.config, watches: [running.watch(), ...shared] };
  return {
    running,
    drive,
    arm: () => (isArmed = true),
    put: (name: string, content: string) => writeFileSync(join(behind, 'anna', name), content),
    inFolder: () => readdirSync(join(behind, 'anna')),
    stateOf: (name: string) =>
      running.events.findLast((event) => event.type === 'watch' && event.watch === name),
    lastRowOf: (name: string) =>
      running.events
        .flatMap((event) => (event.type === 'upload' && event.row.name === name ? [event.row] : []))
        .at(-1),
    /** Looks at the folders now and then, as the clock would. */
    untilLooked: (check: () => void) =>
      vi.waitFor(
        () => {
          void running.engine.rescan();
          check();
        },
        { timeout: 40_000, interval: 1_000 },
      ),
    /** The drive answers again, and the time is over for which files wait. */
    goOn: async () => {
      isArmed = false;
      drive.goOn();
      await sleep(100);
      skippedMs += LATER_MS;
      running.engine.retryNow();
      await running.engine.rescan();
    },
  };
}

const UNRESPONSIVE = { state: { type: 'absent', code: 'drive.unresponsive' } };
let opens = 0;

test.skipIf(isSkipped).each<[string, (request: CallRequest) => boolean, Partial<WatchSpec>]>([
  ['looked at', ({ call }) => call === 'list', {}],
  ['opened to see whether it is free', ({ call }) => call === 'open', {}],
  ['opened to be sent', ({ call }) => call === 'open' && ++opens === 2, {}],
  ['read for an upload', (request) => request.call === 'fileRead' && Number(request.args[2]) > 0, {}],
  ['moved after its delivery', ({ call }) => call === 'rename', { after: { type: 'move', to: 'Sent' } }],
])(
  'a drive that hangs while a file on it is %s holds up nobody; when it answers the file is sent once',
  async (_, isMoment, watch) => {
    const { running, arm, put, inFolder, stateOf, lastRowOf, goOn, untilLooked } = await officeWithShare(
      isMoment,
      watch,
    );
    await running.start();
    opens = 0;
    arm();
    put('large.pdf', LARGE);
    const isDelivered = watch.after !== undefined;
    await untilLooked(() => {
      for (const name of NAMES) expect(stateOf(name)).toMatchObject(UNRESPONSIVE);
    });

    running.put('local.pdf');
    await running.until(() => expect(running.names()).toEqual(['local.pdf']));
    expect(running.names('chat7')).toEqual(isDelivered ? ['large.pdf'] : []);
    if (lastRowOf('large.pdf') !== undefined && !isDelivered)
      await running.until(() =>
        expect(lastRowOf('large.pdf')).toMatchObject({
          state: 'waiting',
          code: 'drive.unresponsive',
          attempts: 0,
        }),
      );

    await goOn();
    await untilLooked(() => expect(running.names('chat7')).toEqual(['large.pdf']));
    if (isDelivered) await running.until(() => expect(inFolder()).toEqual(['Sent']));
  },
);

test.skipIf(isSkipped)('an engine ends while a drive hangs that it reads from', async () => {
  let isReading = false;
  const { running, arm, put, drive, untilLooked } = await officeWithShare(({ call }) => {
    isReading ||= call === 'fileRead';
    return isReading;
  });
  await running.start();
  arm();
  put('large.pdf', LARGE);
  await untilLooked(() => expect(isReading).toBe(true));
  const ended = vi.fn();
  void running.stop().then(ended);
  await vi.waitFor(() => expect(ended).toHaveBeenCalled(), 5_000);
  drive.goOn();
});

test.skipIf(isSkipped)('a drive that always takes nearly as long as it may is read to the end', async () => {
  const { running, drive, put, stateOf, untilLooked } = await officeWithShare(() => false);
  await running.start();
  const pulse = setInterval(
    () => {
      drive.stop();
      setTimeout(() => drive.goOn(), LIMIT_MS / 2);
    },
    LIMIT_MS / 2 + 300,
  );
  onTestFinished(() => clearInterval(pulse));
  for (const name of ['a.pdf', 'b.pdf', 'c.pdf']) put(name, LARGE);

  await untilLooked(() => expect(running.names('chat7').toSorted()).toEqual(['a.pdf', 'b.pdf', 'c.pdf']));
  expect(stateOf('anna')).not.toMatchObject(UNRESPONSIVE);
  clearInterval(pulse);
  drive.goOn();
});

test.skipIf(isSkipped)(
  'the command starts and ends while a drive hangs, sends what is local, and doctor and approve name the drive',
  { timeout: 120_000 },
  async () => {
    const office = await Office.open();
    const share = join(office.root, 'share');
    const drive = await joinByStoppableFuse(join(office.root, 'behind'), share);
    const conf = JSON.parse(office.read('chatdrop.json')) as { watches: object[] };
    const [local] = conf.watches;
    office.configure({ ...conf, watches: [local, { ...local, name: 'share', folder: 'share/anna' }] });
    mkdirSync(join(office.root, 'behind', 'anna'));
    drive.stop();
    const doctor = office.start(['doctor']);
    const run = office.start(['run', '--json']);
    office.put('local.pdf', 'local');
    await office.untilArrived(1);
    await expect.poll(() => run.stdout, { timeout: 30_000 }).toContain('drive.unresponsive');
    const approve = office.start(['approve', 'share']);
    const { code, stdout } = await doctor.end();
    expect(stdout).toMatch(/watch share\s+FAILED\s.*does not answer/u);
    expect(code).toBe(1);
    const { stderr } = await approve.end();
    expect(stderr).toContain('does not answer');

    const ended = vi.fn();
    void run.end('SIGTERM').then(ended);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledWith(expect.objectContaining({ code: 0 })), 5_000);
    drive.goOn();
  },
);
