import { execFile } from 'node:child_process';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { MAX_FILE_BYTES } from '#domain/limits.ts';
import { answerJson, posted, startScriptServer } from '#test/support/script-server.ts';

const run = promisify(execFile);

test('the largest file takes at most 16 MB more than a small one', async () => {
  let received = 0;
  const server = await startScriptServer(() => undefined, {
    early: (request, response) => {
      request.on('data', (chunk: Buffer) => (received += chunk.length));
      request.on('end', () => answerJson(response, posted(received, null)));
      return true;
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'chatdrop-memory-'));
  try {
    const small = join(folder, 'small.bin');
    const big = join(folder, 'big.bin');
    await writeFile(small, 'ten bytes.');
    await writeFile(big, '');
    await truncate(big, MAX_FILE_BYTES);

    const child = join(import.meta.dirname, 'memory-child.ts');
    const { stdout } = await run(process.execPath, [child, server.origin, small, big]);

    const [before = 0, after = Infinity] = JSON.parse(stdout) as number[];
    console.log(
      `peak RSS: ${before} kB before, ${after} kB after ${MAX_FILE_BYTES} bytes, +${after - before} kB`,
    );
    expect(received).toBeGreaterThan(139_810_132);
    expect(after - before).toBeLessThanOrEqual(16 * 1024);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await server.close();
  }
});
