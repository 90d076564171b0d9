import { expect, test } from 'vitest';
import { createLedger } from '#engine/store/ledger.ts';
import type { NewUpload, UploadRow } from '#engine/store/uploads/rows.ts';
import { RunningEngine } from '#test/support/running-engine.ts';

async function withDelivery(): Promise<{ office: RunningEngine; row: UploadRow }> {
  const office = await RunningEngine.start();
  office.put('a.txt');
  expect(await office.settled()).toEqual(['a.txt']);
  const [row] = office.engine.history.page({}, { limit: 1 });
  if (row === undefined) throw new Error('nothing was delivered');
  return { office, row };
}

/** The ledger as a process left it that was killed right after it had recorded the request. */
function askedBefore(office: RunningEngine, id: number): void {
  const ledger = createLedger(office.dataDir, Date.now());
  ledger.uploads.setRemover(id, 'window');
  ledger.close();
}

const byHand = ({ portal, bot, dialog, path, root, name, ino, size, mtimeMs }: UploadRow): NewUpload => ({
  ...{ watch: undefined, caption: '', path, root, name },
  target: { portal, bot, dialog },
  stamp: { dev: 0, ino, size, mtimeMs, ctimeMs: mtimeMs },
});

test('a removed upload says who removed it and when, and is no duplicate any more', async () => {
  const { office, row } = await withDelivery();
  expect(await office.engine.countDuplicates([byHand(row)])).toBe(1);

  const removed = await office.engine.remove(row.id, 'undo');

  expect(removed).toMatchObject({ state: 'removed', removedBy: 'undo', code: undefined });
  expect(removed.removedAt).toBeGreaterThanOrEqual(row.deliveredAt ?? 0);
  expect(office.names()).toEqual([]);
  expect(await office.engine.countDuplicates([byHand(row)])).toBe(0);
  expect(office.engine.history.counts({})).toMatchObject({ delivered: 0, skipped: 1 });
  await expect(office.engine.remove(row.id, 'window')).rejects.toMatchObject({ code: 'message.none' });
});

test('killed before the call, the next start removes the message', async () => {
  const { office, row } = await withDelivery();
  await office.stop();
  askedBefore(office, row.id);

  await office.start();

  await office.until(() => expect(office.names()).toEqual([]));
  await office.until(() =>
    expect(office.engine.row(row.id)).toMatchObject({ state: 'removed', removedBy: 'window' }),
  );
});

test('killed after the call, the next start finds the message gone and records it', async () => {
  const { office, row } = await withDelivery();
  await office.stop();
  askedBefore(office, row.id);
  office.sandbox.control.removeMessage(row.messageId ?? 0);

  await office.start();

  await office.until(() =>
    expect(office.engine.row(row.id)).toMatchObject({ state: 'removed', code: 'message.gone' }),
  );
});

test('a message that the portal keeps stays delivered, and nothing is tried again', async () => {
  const { office, row } = await withDelivery();
  office.sandbox.control.setMembers('chat5', [1, 2]);
  const foreign = office.sandbox.control.post('chat5', 1, 'from a colleague');
  await office.stop();
  const ledger = createLedger(office.dataDir, Date.now());
  ledger.db.prepare('UPDATE uploads SET message_id = ? WHERE id = ?').run(foreign, row.id);
  ledger.close();
  await office.start();

  await expect(office.engine.remove(row.id, 'window')).rejects.toMatchObject({ code: 'message.not-removed' });

  expect(office.engine.row(row.id)).toMatchObject({ state: 'delivered', removedBy: undefined });
});

test('a removal that the portal did not answer is done when it answers again', async () => {
  const { office, row } = await withDelivery();
  office.sandbox.control.fault({
    kind: 'cut',
    at: 'before-body',
    method: 'imbot.v2.Chat.Message.delete',
    times: 9,
  });
  await expect(office.engine.remove(row.id, 'window')).rejects.toMatchObject({ name: 'AppError' });
  expect(office.engine.row(row.id)).toMatchObject({ state: 'delivered', removedBy: 'window' });

  office.sandbox.control.clearFaults();
  office.engine.retryNow();

  await office.until(() => expect(office.engine.row(row.id)?.state).toBe('removed'));
  expect(office.names()).toEqual([]);
});
