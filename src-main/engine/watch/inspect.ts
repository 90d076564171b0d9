import type { FileStamp } from '#domain/file-stamp.ts';
import { glance, NO_STAMP } from './compare.ts';
import type { Finding, SeenFile } from './memory.ts';
import type { ScannedFile, ScannedFolder } from './scan.ts';

/** What the scan of one folder tells, compared with what is known of it. */
export interface Inspection {
  /** Can be recorded as they are. */
  readonly findings: readonly Finding[];
  /** Have to settle first. */
  readonly unsettled: readonly ScannedFile[];
  /** Known names that the listing does not have. */
  readonly missing: readonly string[];
}

/** Compares a scanned folder with what is known of it. What was there before the watch began is `isOld`. */
export function inspect(
  scanned: ScannedFolder,
  known: ReadonlyMap<string, SeenFile>,
  isOld: (name: string, stamp: FileStamp) => boolean,
): Inspection {
  const findings: Finding[] = [];
  const unsettled: ScannedFile[] = [];

  for (const { name, stamp } of scanned.files) {
    const file = { folder: scanned.folder, name, stamp };
    const first = glance(known.get(name), stamp);
    if (first === 'touched') findings.push({ type: 'touched', file });
    else if (first === 'unknown' && !known.has(name) && isOld(name, stamp))
      findings.push({ type: 'baseline', file });
    else if (first === 'unknown') unsettled.push({ name, stamp });
  }

  const refuse = (names: readonly string[], code: 'file.link' | 'file.special' | 'file.document') => {
    for (const name of names) {
      if (glance(known.get(name), NO_STAMP) === 'known') continue;
      const file = { folder: scanned.folder, name, stamp: NO_STAMP };
      findings.push(isOld(name, NO_STAMP) ? { type: 'baseline', file } : { type: 'skipped', file, code });
    }
  };
  refuse(scanned.links, 'file.link');
  refuse(scanned.specials, 'file.special');
  refuse(scanned.documents, 'file.document');

  const missing = [...known.values()].filter(
    (file) => file.goneAt === undefined && !scanned.names.has(file.name),
  );
  return { findings, unsettled, missing: missing.map(({ name }) => name) };
}
