import type { DatabaseSync } from 'node:sqlite';
import { mapping } from './database.ts';
import { numberOf } from './upload-rows.ts';

/** Shorter texts have no three letters to be found by. */
export const INDEXED_FROM = 3;

/** So many together leave few rows to be read; each further one costs as much as it has rows. */
const AT_MOST = 3;
/** How rare three letters are is judged by how far back so many of the newest rows with them reach. */
const SAMPLE = 8;

/**
 * The rarest letters of a text, as the full-text search wants them: `"333" AND "e-3"`. Three letters that a million
 * paths share narrow nothing down, and walking all of their rows would take most of the time.
 * @param newest id of the newest upload that can be found by the index
 */
export function rarestLetters(db: DatabaseSync, text: string, newest: number): string {
  const sample = mapping(() =>
    db.prepare(
      `SELECT rowid AS id FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ${SAMPLE - 1}`,
    ),
  );
  const rated = threesOf(text).map((three) => {
    const match = `"${three.replaceAll('"', '""')}"`;
    const raw = sample.get(match);
    return { match, reachesBack: newest - (raw === undefined ? 0 : numberOf(raw, 'id')) };
  });
  const [rarest, ...others] = rated.sort((a, b) => b.reachesBack - a.reachesBack);
  if (rarest === undefined) return '';
  // Letters of nearly every path narrow nothing down.
  const helping = others.slice(0, AT_MOST - 1).filter(({ reachesBack }) => reachesBack > 2 * SAMPLE);
  return [rarest, ...helping].map(({ match }) => match).join(' AND ');
}

/** Threes that together hold every letter of the text. */
function threesOf(text: string): readonly string[] {
  const letters = Array.from(text);
  const last = letters.length - INDEXED_FROM;
  const starts = Array.from({ length: Math.ceil(letters.length / INDEXED_FROM) }, (_, nth) =>
    Math.min(nth * INDEXED_FROM, last),
  );
  return [...new Set(starts.map((at) => letters.slice(at, at + INDEXED_FROM).join('')))];
}
