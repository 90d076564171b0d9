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

function isOlder(version: string, needed: string): boolean {
  return version.localeCompare(needed, 'en', { numeric: true }) < 0;
}
