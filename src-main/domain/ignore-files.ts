import ignore, { type Ignore } from 'ignore';

/** In a watched folder, at any depth: what is not sent, in the syntax of `.gitignore`. */
export const IGNORE_FILE = '.chatdropignore';
/** Bytes; what is longer is no list that a person wrote. */
export const MAX_IGNORE_BYTES = 64 * 1024;

const MAX_LINES = 1_000;
/**
 * The library makes regular expressions, whose time grows with the power of the stars in one name: with three, a name of
 * 255 characters takes some million steps at most. Lines with more stars are left out.
 */
const MAX_STARS = 3;
const MAX_LINE_CHARS = 255;

/** The ignore files of a watch, by the folder in which they lie. Folders are relative, with `/`. */
export class IgnoreFiles {
  readonly #byFolder = new Map<string, { readonly text: string; readonly rules: Ignore }>();

  /** Takes the text of a folder's ignore file; `undefined` where there is none. */
  set(folder: string, text: string | undefined): void {
    if (text === undefined) this.#byFolder.delete(folder);
    else if (this.#byFolder.get(folder)?.text !== text) {
      this.#byFolder.set(folder, { text, rules: ignore().add(linesOf(text)) });
    }
  }

  /** Whether a path is ignored by a file in one of the folders above it. The nearest one that says something decides. */
  ignores(path: string, isFolder: boolean): boolean {
    if (this.#byFolder.size === 0) return false;
    for (let end = path.lastIndexOf('/'); ; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, Math.max(0, end));
      const rules = this.#byFolder.get(folder)?.rules;
      const below = end < 0 ? path : path.slice(end + 1);
      const result = rules?.test(isFolder ? `${below}/` : below);
      if (result?.ignored === true) return true;
      if (result?.unignored === true || end < 0) return false;
    }
  }
}

function linesOf(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(0, MAX_LINES)
    .filter((line) => line.length <= MAX_LINE_CHARS && (line.match(/\*+/g)?.length ?? 0) <= MAX_STARS);
}
