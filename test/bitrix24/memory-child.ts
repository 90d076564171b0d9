import { statSync } from 'node:fs';
import { resourceUsage } from 'node:process';

import { connect, TARGET } from './portal-fixture.ts';

/**
 * Posts the file argv[3] to the server argv[2] and prints the peak RSS before and after, in kB: the figure is
 * the whole process's, so it needs one of its own. A small file goes first, so that everything is loaded.
 */
const [, , origin = '', ...paths] = process.argv;
const client = connect(origin);
const peaks: number[] = [];
for (const path of paths) {
  const { dev, ino, size, mtimeMs, ctimeMs } = statSync(path);
  const stamp = { dev, ino, size, mtimeMs, ctimeMs };
  const file = { target: TARGET, path, root: path, name: 'big.bin', caption: '', stamp };
  const outcome = await client.post(file, { onStart: () => undefined }, new AbortController().signal);
  if (outcome.type !== 'posted') throw outcome.error;
  peaks.push(resourceUsage().maxRSS);
}
client.close();
console.log(JSON.stringify(peaks));
