import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Office } from '#test/support/office.ts';

const KILLS = 20;

test(
  'killed twenty times at random moments while files arrive, it loses none and doubles none',
  { timeout: 180_000, retry: 0 },
  async () => {
    const office = await Office.open({ watch: { quietSeconds: 0.1 } });
    const names: string[] = [];

    for (let kill = 0; kill < KILLS; kill += 1) {
      for (let at = 0; at < 5; at += 1) {
        const name = `file ${String(names.length).padStart(3, '0')}.bin`;
        names.push(name);
        office.put(name, Buffer.alloc(50_000, name));
      }
      const run = office.start(['run']);
      await delay(150 + Math.random() * 900); // random on purpose: any moment must do
      await run.end('SIGKILL');
    }
    const last = await office.run('run', '--once');

    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(office.names().toSorted()).toEqual(names);
    const history = await office.history();
    expect(history.map(({ state }) => state)).toEqual(names.map(() => 'delivered'));
    expect(new Set(history.map(({ messageId }) => messageId)).size).toBe(names.length);
  },
);
