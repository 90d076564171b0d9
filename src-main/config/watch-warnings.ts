import { unknownPlaceholders } from '#domain/caption.ts';
import type { WatchSpec } from '#domain/watch.ts';

/** Something about a watch that may be a mistake, and may be meant. */
export type WatchWarning =
  /** `word`: the caption has it in braces, and nothing takes its place. */
  | { readonly type: 'placeholder'; readonly watch: string; readonly word: string }
  /** Files of `watch` are found by `other` as well, and sent to the same dialog. */
  | { readonly type: 'overlaps'; readonly watch: string; readonly other: string };

/** The warnings about all watches, each pair of overlapping ones once. */
export function watchWarnings(watches: readonly WatchSpec[]): readonly WatchWarning[] {
  return watches.flatMap((one, at) => [
    ...unknownPlaceholders(one.caption).map((word): WatchWarning => ({
      type: 'placeholder',
      watch: one.name,
      word,
    })),
    ...watches
      .slice(at + 1)
      .filter((other) => overlaps(one, other))
      .map((other): WatchWarning => ({ type: 'overlaps', watch: one.name, other: other.name })),
  ]);
}

function overlaps(one: WatchSpec, other: WatchSpec): boolean {
  if (one.target.portal !== other.target.portal || one.target.dialog !== other.target.dialog) return false;
  return finds(one, other.folder) || finds(other, one.folder);
}

/** True when a watch looks into a folder. Both paths are absolute and normalized. */
function finds({ folder, recursive }: WatchSpec, inner: string): boolean {
  if (inner === folder) return true;
  return (
    recursive && inner.startsWith(folder) && /^[\\/]/.test(inner.slice(folder.replace(/[\\/]$/, '').length))
  );
}
