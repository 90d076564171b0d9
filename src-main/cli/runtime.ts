const NEEDED_NODE = '24.15';
/** Older ones carry a bug of the write-ahead log that can lose committed rows (sqlite.org/wal.html#walresetbug). */
const NEEDED_SQLITE = '3.51.3';

/** Why the command cannot run on this version of Node, as a sentence; `undefined` when it can. */
export function runtimeProblem(versions: {
  readonly node: string;
  readonly sqlite?: string;
}): string | undefined {
  if (isOlder(versions.node, NEEDED_NODE)) {
    return `needs Node ${NEEDED_NODE} or newer, and this is ${versions.node}.`;
  }
  if (versions.sqlite !== undefined && isOlder(versions.sqlite, NEEDED_SQLITE)) {
    return `needs a Node with SQLite ${NEEDED_SQLITE} or newer, and this one has ${versions.sqlite}.`;
  }
  return undefined;
}

/** By its numbers: a collation could compare them as well, but takes longer to load than the argument parser. */
function isOlder(version: string, needed: string): boolean {
  const [found, wanted] = [numbersOf(version), numbersOf(needed)];
  const at = wanted.findIndex((number, part) => number !== (found[part] ?? 0));
  return at !== -1 && (found[at] ?? 0) < (wanted[at] ?? 0);
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map((part) => Number.parseInt(part, 10));
}
