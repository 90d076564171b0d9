import type { History, Operation } from './operations.ts';

export function keptHistory(
  { changed = 'ignore', canRead = true }: Partial<History>,
  operations: readonly Operation[],
): History {
  return { seed: 8, changed, canRead, operations };
}
