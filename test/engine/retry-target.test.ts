import { expect, test } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import { openLedgerClient } from '#engine/store/secondary-client.ts';
import { RunningEngine } from '#test/support/running-engine.ts';

const SCANNER = 456;
const OLD: Partial<WatchSpec> = { caption: 'from the scanner' };
const NEW: Partial<WatchSpec> = {
  caption: 'from the printer',
  target: { portal: 'office', bot: 'printer', dialog: 'chat7' },
};

/** An engine that is not started yet, with two bots in both chats, and the id of the second one. */
async function withTwoBots(): Promise<{ readonly running: RunningEngine; readonly printer: number }> {
  const running = await RunningEngine.prepare(OLD);
  const { config, sandbox } = running;
  const fields = { code: 'printer', properties: { name: 'Printer' } };
  const answer = await fetch(`${sandbox.webhook}imbot.v2.Bot.register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ botToken: 'my_bot_token', fields }),
  });
  const { result } = (await answer.json()) as { readonly result: { readonly bot: { readonly id: number } } };
  const printer = result.bot.id;
  for (const dialog of ['chat5', 'chat7']) sandbox.control.setMembers(dialog, [1, SCANNER, printer]);
  const bot = { name: 'printer', portal: 'office', botId: printer, botToken: 'my_bot_token' };
  running.config = { ...config, bots: [...config.bots, bot] };
  return { running, printer };
}

const setAnew = (running: RunningEngine) =>
  running.engine.reconfigure({ ...running.config, watches: [running.watch(NEW)] });

/** Who posted which file with which words. */
const posts = ({ sandbox }: RunningEngine, dialog: string) =>
  sandbox.control
    .messages(dialog)
    .flatMap(({ authorId, text, file }) => (file === undefined ? [] : [[authorId, text, file.name]]));

test('a retry by hand goes where the upload always went, whatever its watch is set to by now', async () => {
  const { running, printer } = await withTwoBots();
  running.sandbox.control.fault({ kind: 'refuse', code: 'ACCESS_DENIED', method: 'imbot.v2.File.upload' });
  await running.start();
  running.put('a.pdf');
  await running.settled();
  const [failed] = running.engine.history.all({});
  expect(failed).toMatchObject({ state: 'failed', code: 'dialog.access-denied' });
  await setAnew(running);
  running.put('b.pdf');
  await running.settled();

  const beside = openLedgerClient(running.dataDir, Date.now);
  expect(beside?.retry([failed!.id])).toEqual([failed!.id]);
  beside?.close();
  await running.until(() => expect(running.engine.row(failed!.id)?.state).toBe('delivered'));

  expect(posts(running, 'chat5')).toEqual([[SCANNER, 'from the scanner', 'a.pdf']]);
  expect(posts(running, 'chat7')).toEqual([[printer, 'from the printer', 'b.pdf']]);
});

test('what was queued under a pause goes where its watch sent it then', async () => {
  const { running, printer } = await withTwoBots();
  await running.start();
  running.engine.pause({});
  running.put('a.pdf');
  await running.settled();
  await setAnew(running);
  running.put('b.pdf');
  await running.settled();
  expect([...posts(running, 'chat5'), ...posts(running, 'chat7')]).toEqual([]);

  running.engine.resume();
  await running.settled();

  expect(posts(running, 'chat5')).toEqual([[SCANNER, 'from the scanner', 'a.pdf']]);
  expect(posts(running, 'chat7')).toEqual([[printer, 'from the printer', 'b.pdf']]);
});
