import { join } from 'node:path';
import type { Figures, Row } from '../row.ts';
import { Process } from '../support/process.ts';
import { quantileOf } from '../support/statistics.ts';

const SAMPLES = 41;

/** The same questions as plain SQL. The shell knows no other way to find a text than to compare every path. */
const SHELL: Readonly<Record<string, string>> = {
  'first page': `SELECT * FROM uploads ORDER BY id DESC LIMIT 50;`,
  'one dialog': `SELECT * FROM uploads WHERE state = 'delivered' AND portal = 'office' AND dialog = 'chat7'
    ORDER BY id DESC LIMIT 50;`,
  'a period long ago': `SELECT * FROM uploads WHERE queued_at >= 250000000 AND queued_at < 260000000
    ORDER BY id DESC LIMIT 50;`,
  'text of one file': `SELECT * FROM uploads WHERE path LIKE '%invoice-333333-%' ORDER BY id DESC LIMIT 50;`,
  'text of very many': `SELECT * FROM uploads WHERE path LIKE '%INVOICE%' ORDER BY id DESC LIMIT 50;`,
  'text of none': `SELECT * FROM uploads WHERE path LIKE '%no such thing anywhere%' ORDER BY id DESC LIMIT 50;`,
  counts: `SELECT state, count(*) FROM uploads GROUP BY state;`,
};

/** What the history window asks of a million rows. The rows are made once; each question is asked many times. */
export const history: Row = {
  id: 'history',
  measure: async (workshop) => {
    const dataDir = workshop.folder();
    const child = new Process(process.execPath, [workshop.program('history'), dataDir]);
    const times = JSON.parse(await child.line(() => true)) as Readonly<Record<string, readonly number[]>>;
    await child.end();
    const lines: Figures[] = [];
    for (const [question, ours] of Object.entries(times)) {
      const peer = await timesInShell(join(dataDir, 'ledger.db'), SHELL[question] ?? '');
      const [a, b] = [quantileOf(ours, 0.95), quantileOf(peer, 0.95)];
      lines.push({
        what: `history of 1,000,000 rows, ${question}: p95`,
        against: 'SQLite’s shell',
        unit: 'ms',
        ours: a,
        peer: b,
        ratio: a / b,
        goal: { of: 'ours', atMost: 30, ratioAtMost: 2 },
        runs: { ours, peer },
      });
    }
    return lines;
  },
};

/** The shell's own timer, in ms; it knows whole ones only, so that what takes less counts as one. */
async function timesInShell(path: string, query: string): Promise<readonly number[]> {
  const shell = new Process('sqlite3', ['-readonly', path]);
  const times: number[] = [];
  shell.onLine((line) => {
    const real = /^Run Time: real ([\d.]+)/u.exec(line)?.[1];
    if (real !== undefined) times.push(Math.max(1, Number(real) * 1000));
  });
  shell.tell('.timer on');
  for (let sample = 0; sample < SAMPLES; sample++) shell.tell(query.replaceAll('\n', ' '));
  shell.tell('.exit');
  await shell.end();
  return times;
}
