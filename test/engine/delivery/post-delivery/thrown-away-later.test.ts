import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { PostDeliveryRunner } from '#engine/delivery/post-delivery/post-delivery-runner.ts';
import { nodeDisk } from '#engine/system/node-disk.ts';
import { ledgerIn, newUpload } from '#test/support/ledger.ts';
import { ManualClock } from '#test/support/manual-clock.ts';
import { MemoryFiles } from '#test/support/memory-files.ts';

const PATH = '/srv/scans/a.pdf';
const HOUR_MS = 3_600_000;

/** A delivered file that its watch wants thrown away. */
function delivered() {
  const clock = new ManualClock();
  const files = new MemoryFiles(() => clock.now());
  const { uploads, after: queue } = ledgerIn();
  const stamp = files.write(PATH, 'delivered');
  const [{ id } = { id: 0 }] = uploads.enqueue([newUpload('a.pdf', { stamp })], clock.now());
  uploads.apply(id, { type: 'claim' }, { startedAt: clock.now() });
  uploads.apply(id, { type: 'posted' }, { messageId: 42, afterDue: true });
  const settling = new Set<string>();
  const refusals: Error[] = [];
  const after = new PostDeliveryRunner({
    queue,
    watches: new Map([['scans', { after: { type: 'trash' } } as WatchSpec]]),
    files,
    disk: nodeDisk,
    clock,
    isSettling: (path) => settling.has(path),
    trash: (path) => {
      const refusal = refusals.shift();
      if (refusal !== undefined) return Promise.reject(refusal);
      files.remove(path);
      return Promise.resolve();
    },
    emit: () => undefined,
    log: () => undefined,
  });
  return { clock, files, after, settling, refusals, row: () => uploads.get(id) };
}

test('a delivered file that changes is looked at again once it has settled, though nobody tells when', async () => {
  const { clock, files, after, settling, row } = delivered();
  settling.add(PATH);
  after.wake();
  await clock.advance(60_000);
  expect(row()).toMatchObject({ afterState: 'due' });

  settling.clear();
  await clock.advance(5_000);

  expect(row()).toMatchObject({ afterState: 'trashed' });
  expect(files.paths()).toEqual([]);
  expect(clock.waiting).toBe(0);
});

test('what the recycle bin does not take, for whatever reason of the system, is offered to it again', async () => {
  const { clock, after, refusals, row } = delivered();
  refusals.push(new Error('Failed to move item to trash'));
  after.wake();
  await clock.advance(0);
  expect(row()).toMatchObject({ afterState: 'due', afterCode: 'after.refused' });

  await clock.advance(HOUR_MS);

  expect(row()).toMatchObject({ afterState: 'trashed' });
});

test('a delivered file whose drive is away is not gone: it is thrown away when it is back', async () => {
  const { clock, files, after, row } = delivered();
  const drive = { identity: files.identity.bind(files), stamp: files.stamp.bind(files) };
  Object.assign(files, {
    identity: () => Promise.resolve(undefined),
    stamp: () => Promise.resolve(undefined),
  });
  after.wake();
  await clock.advance(0);
  expect(row()).toMatchObject({ afterState: 'due', afterCode: 'folder.missing' });

  Object.assign(files, drive);
  await clock.advance(HOUR_MS);

  expect(row()).toMatchObject({ afterState: 'trashed' });
});

test('one that is gone from its folder is left at that', async () => {
  const { clock, files, after, row } = delivered();
  files.remove(PATH);
  after.wake();
  await clock.advance(HOUR_MS);

  expect(row()).toMatchObject({ afterState: 'left', afterCode: 'file.vanished' });
});

test('with the end of the program nothing waits for a file to settle any more', async () => {
  const { clock, after, settling } = delivered();
  settling.add(PATH);
  after.wake();
  await clock.advance(0);

  await after.stop();

  expect(clock.waiting).toBe(0);
});
