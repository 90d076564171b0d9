import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { RunningEngine } from '#test/support/running-engine.ts';

const FILES = 5_000;

test(
  '5,000 files that come into one folder at once are all in the chat, once and whole',
  { timeout: 180_000 },
  async () => {
    const running = await RunningEngine.start({ existing: 'new' });
    await running.engine.reconfigure({
      ...running.config,
      delivery: { ...running.config.delivery, requestsPerSecond: 100_000, burst: 100_000 },
    });
    const contents = Array.from({ length: FILES }, (_, at) => `the content of file ${at}`);

    for (const [at, content] of contents.entries()) running.put(`burst/${at}.txt`, content);
    await running.settled();

    const wanted = contents.map((content) => createHash('sha256').update(content).digest('hex'));
    const arrived = running.sandbox.control.messages('chat5').flatMap(({ file }) => file?.sha256 ?? []);
    expect(arrived).toHaveLength(FILES);
    expect(new Set(arrived)).toEqual(new Set(wanted));
  },
);
