import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const MB = 1024 * 1024;

test('memory of a busy time is given back to the system when the process is at rest', async () => {
  const { grown, left } = JSON.parse(await busyChild('hard')) as {
    readonly grown: number;
    readonly left: number;
  };
  expect(grown).toBeGreaterThanOrEqual(32 * MB);
  expect(left).toBeLessThan(grown / 4);
});

test('caring for memory keeps no process alive', async () => {
  await expect(busyChild('none')).resolves.toBe('');
});

/** Resolves to what it printed. Rejects when it does not end by itself in time. */
async function busyChild(work: 'hard' | 'none'): Promise<string> {
  const program = join(import.meta.dirname, 'busy-child.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, work], { timeout: 60_000 });
  return stdout;
}
