import { linkSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { Office, sha256 } from '#test/support/office.ts';
import type { SwapOrder } from './swap-links.ts';

const NAMES = Array.from({ length: 200 }, (_, at) => `report ${String(at).padStart(3, '0')}.txt`);
const SWAPS = 10_000;
const wordsOf = (name: string) => `the words of ${name}`;
/** As long as the files are, so that a size cannot give it away. */
const CANARY = wordsOf('private.txt').padEnd(wordsOf(NAMES[0] ?? '').length, '!');

test(
  '10,000 swaps of files against links to a private file while they are opened never bring it to the portal',
  { timeout: 120_000 },
  async () => {
    // A slow pace: every file has settled and waits in the queue while it is swapped.
    const office = await Office.open({ delivery: { requestsPerSecond: 60, burst: 1 } });
    office.write('private.txt', CANARY);
    const keep = join(office.root, 'keep');
    mkdirSync(keep);
    for (const name of NAMES) linkSync(office.put(name, wordsOf(name)), join(keep, name));
    const run = office.start(['run', '--json']);
    await office.untilArrived(1);

    const order: SwapOrder = {
      folder: office.folder,
      keep,
      names: NAMES,
      canary: join(office.root, 'private.txt'),
      swaps: SWAPS,
    };
    const worker = new Worker(new URL('./swap-links.ts', import.meta.url), { workerData: order });
    const [code] = (await once(worker, 'exit')) as [number];
    expect(code).toBe(0);
    await run.end('SIGTERM');
    await office.run('run', '--once');

    const arrived = office.arrived();
    expect(arrived.filter(({ file }) => file.sha256 === sha256(CANARY))).toEqual([]);
    expect(arrived.map(({ file }) => file.sha256)).toEqual(
      arrived.map(({ file }) => sha256(wordsOf(file.name))),
    );
    expect(new Set(office.names()).size).toBe(arrived.length);
    const history = await office.history();
    const notice = new Set(history.map(({ name }) => name));
    expect(NAMES.filter((name) => !notice.has(name))).toEqual([]);
    // The race was real: some were found to be links.
    expect(history.filter(({ code: why }) => why === 'file.link').length).toBeGreaterThan(0);
  },
);
