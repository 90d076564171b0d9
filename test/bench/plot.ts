import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { MAX_FILE_BYTES } from '#domain/limits.ts';
import { bigFile } from './support/big-file.ts';
import { memoryOfChatdrop, memoryOfPeer } from './support/memory.ts';
import { svgOf, type Series } from './support/svg.ts';
import { Workshop } from './support/workshop.ts';

/** Draws what sending a file costs in memory over the file's size: `node test/bench/plot.ts`. */
const SIZES = [1_000_000, 10_000_000, 25_000_000, 50_000_000, 75_000_000, MAX_FILE_BYTES];
const MB = 1024 * 1024;

const workshop = new Workshop(1);
try {
  const series: Series[] = [
    { name: 'Chatdrop', color: '#0a7d4f', points: [] },
    { name: 'naive fetch + Base64', color: '#b45309', points: [] },
    { name: 'official SDK', color: '#b91c1c', points: [] },
  ];
  const [ours, naive, sdk] = series;
  for (const size of SIZES) {
    const file = bigFile(workshop, size);
    for (const [line, use] of [
      [ours, await memoryOfChatdrop(workshop, file)],
      [naive, await memoryOfPeer(workshop, 'send-naive', file)],
      [sdk, await memoryOfPeer(workshop, 'send-sdk', file)],
    ] as const) {
      line?.points.push({ x: size / 1e6, y: (use.peak - use.idle) / MB });
    }
  }
  const path = resolve(import.meta.dirname, '../../docs/images/memory-over-size.svg');
  writeFileSync(path, svgOf(series, 'file size, MB', 'peak RSS over idle, MB'));
  for (const { name, points } of series) console.log(name, points.map(({ y }) => y.toFixed(1)).join(' '));
} finally {
  workshop.close();
}
