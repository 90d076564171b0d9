import { expect, test } from 'vitest';
import { RunningEngine } from '#test/support/running-engine.ts';

/** Names that the Drive changes, by clash or by correction. */
const NAMES = [
  ' Report.pdf',
  '🎉.txt',
  '\u{20BB7}.pdf',
  'dump.sql.gz',
  'a|b.tar.gz',
  `${'x'.repeat(251)}.pdf`,
];

test('whatever the Drive makes of its name, a file whose answer was lost is in the chat once', async () => {
  const running = await RunningEngine.prepare();
  const { control } = running.sandbox;
  const upload = { method: 'imbot.v2.File.upload' } as const;
  // The same names are in the chat already.
  for (const name of NAMES) running.put(`first/${name}`, `first ${name}`);
  await running.start();
  await running.until(() => expect(running.names()).toHaveLength(NAMES.length));

  control.fault({ ...upload, kind: 'cut', at: 'after-storing', times: 0 });
  for (const name of NAMES) running.put(`second/${name}`, `second! ${name}`);
  await running.engine.rescan();

  await running.until(() => expect(stateCounts(running)).toEqual({ delivered: 2 * NAMES.length }));
  expect(running.names()).toHaveLength(2 * NAMES.length);
  expect(running.names()).toContain('dump (1).sql.gz');
  const sent = [...running.engine.history.all({})].map(({ sentName }) => sentName);
  expect(sent.toSorted()).toEqual([...running.names()].toSorted());
});

function stateCounts(running: RunningEngine): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of [...running.engine.history.all({})]) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
