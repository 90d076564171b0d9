import type { HistoryBlock } from './blocks.ts';

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['PageDown', 10],
  ['PageUp', -10],
]);

/** Where a key leads from a block; undefined where it leads nowhere. A folded burst is one step. */
export function keyMove(
  key: string,
  from: HistoryBlock,
  count: number,
  blockAt: (at: number) => HistoryBlock,
): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  const steps = STEPS.get(key);
  if (steps === undefined) return undefined;
  let block = from;
  for (let step = 0; step < Math.abs(steps); step++) {
    const next = steps > 0 ? block.at + block.span : block.at - 1;
    if (next < 0 || next >= count) break;
    block = blockAt(next);
  }
  return block.at;
}
