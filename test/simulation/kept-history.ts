import type { History, Operation } from './operations.ts';

const PLAIN: History = {
  seed: 8,
  changed: 'ignore',
  canRead: true,
  existing: 'all',
  before: [],
  drive: 'local',
  listMs: 0,
  answerMs: 40,
  cap: 0,
  after: 'keep',
  firstCommits: 0,
  operations: [],
};

export function keptHistory(given: Partial<History>, operations: readonly Operation[]): History {
  return { ...PLAIN, ...given, operations };
}
