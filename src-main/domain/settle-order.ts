/** Where a file stands in the order of its writing. */
export interface Written {
  readonly name: string;
  readonly mtimeMs: number;
}

const NATURAL = new Intl.Collator('en', { numeric: true });

/** Oldest first; files of the same moment in natural name order, `page 2` before `page 10`. */
export function byWriting(a: Written, b: Written): number {
  return (
    a.mtimeMs - b.mtimeMs ||
    NATURAL.compare(a.name, b.name) ||
    (a.name < b.name ? -1 : Number(a.name > b.name))
  );
}

/**
 * The settled files that may be handed over, in order. A burst is noticed file by file and not quite in the order
 * of its writing, so one that follows a file which is about to settle waits for it.
 */
export function inOrder<F extends Written>(settled: readonly F[], aboutToSettle: readonly F[]): F[] {
  const first = aboutToSettle.reduce<F | undefined>(
    (least, file) => (least === undefined || byWriting(file, least) < 0 ? file : least),
    undefined,
  );
  return settled.filter((file) => first === undefined || byWriting(file, first) < 0).sort(byWriting);
}
