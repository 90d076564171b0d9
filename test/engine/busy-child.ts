import { getHeapSpaceStatistics } from 'node:v8';
import { setTimeout as pause } from 'node:timers/promises';
import { startMemoryCare } from '#engine/memory-care.ts';

// Works hard once, in a process of its own, and ends by itself when most of the memory of that is given back. Prints
// how many bytes V8 kept for its young generation after the work and at the end.
const [work = ''] = process.argv.slice(2);
const youngBytes = () =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space')?.space_size ?? 0;

startMemoryCare();
if (work === 'hard') {
  const grown = workHard();
  while (youngBytes() >= grown / 4) await pause(50);
  console.log(JSON.stringify({ grown, left: youngBytes() }));
}

/** What survives several collections makes the young generation grow. */
function workHard(): number {
  const kept: unknown[] = [];
  for (let round = 0; round < 60; round++) kept.push(Array.from({ length: 20_000 }, (_, nth) => ({ nth })));
  return youngBytes();
}
