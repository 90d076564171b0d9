import { relative, sep, isAbsolute } from 'node:path';
import type { WatchSpec } from '#domain/watch.ts';

/** Pairs of watches that find the same files and send them to the same dialog. */
export function overlapping(
  watches: readonly WatchSpec[],
): (readonly [outer: WatchSpec, inner: WatchSpec])[] {
  return watches.flatMap((outer, at) =>
    watches.flatMap((inner, other) => {
      const sameFolder = outer.folder === inner.folder;
      // A pair with the same folder would otherwise be told twice.
      const counts = sameFolder
        ? at < other
        : at !== other && outer.recursive && lies(inner.folder, outer.folder);
      const sameDialog =
        outer.target.portal === inner.target.portal && outer.target.dialog === inner.target.dialog;
      return counts && sameDialog ? [[outer, inner] as const] : [];
    }),
  );
}

function lies(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
