import picomatch from 'picomatch/posix.js';
import type { WatchSpec } from './watch.ts';

/** Whether a path is meant for the chat, and if not, why. */
export type Verdict =
  | { readonly included: true }
  | { readonly included: false; readonly by: 'junk' | 'exclude'; readonly pattern: string }
  /** No `include` pattern matches. */
  | { readonly included: false; readonly by: 'include' }
  /** Deeper below the folder than the watch looks. */
  | { readonly included: false; readonly by: 'depth' }
  /** In the folder to which delivered files are moved. */
  | { readonly included: false; readonly by: 'sent' };

type Rules = Pick<WatchSpec, 'recursive' | 'maxDepth' | 'include' | 'exclude' | 'junk' | 'after'>;

/** The rules of a watch, ready to be asked. Paths are relative to its folder, with `/`. */
export interface WatchRule {
  /** Judges a file of a folder that is entered. */
  judgeFile(path: string): Verdict;
  /** Judges one folder whose parents are entered; what is refused is refused with all that lies in it. */
  judgeFolder(path: string): Verdict;
  /** Judges a file and every folder above it. */
  judge(path: string): Verdict;
}

const INCLUDED: Verdict = { included: true };

/**
 * Makes the rules of a watch. Patterns without `/` match names, others paths; one that ends in `/` matches folders
 * alone. Upper and lower case, and the two Unicode spellings of `й` or `ü`, are the same.
 */
export function compileRule(spec: Rules): WatchRule {
  const include = compile(spec.include);
  const junk = compile(spec.junk);
  const exclude = compile(spec.exclude);
  const sent = compile(spec.after.type === 'move' ? [sentPattern(spec.after.to)] : []);
  const deepest = spec.recursive ? spec.maxDepth : 0;

  const refusal = (path: Path): Verdict | undefined => {
    const byJunk = find(junk, path);
    if (byJunk !== undefined) return { included: false, by: 'junk', pattern: byJunk };
    const byExclude = find(exclude, path);
    return byExclude === undefined ? undefined : { included: false, by: 'exclude', pattern: byExclude };
  };

  const judgeFile = (text: string): Verdict => {
    const path = toPath(text, false);
    const included = spec.include.length === 0 || find(include, path) !== undefined;
    return refusal(path) ?? (included ? INCLUDED : { included: false, by: 'include' });
  };

  const judgeFolder = (text: string): Verdict => {
    if (text.split('/').length > deepest) return { included: false, by: 'depth' };
    const path = toPath(text, true);
    if (find(sent, path) !== undefined) return { included: false, by: 'sent' };
    return refusal(path) ?? INCLUDED;
  };

  const judge = (text: string): Verdict => {
    for (let end = text.indexOf('/'); end !== -1; end = text.indexOf('/', end + 1)) {
      const verdict = judgeFolder(text.slice(0, end));
      if (!verdict.included) return verdict;
    }
    return judgeFile(text);
  };

  return { judgeFile, judgeFolder, judge };
}

interface Path {
  readonly whole: string;
  readonly name: string;
  readonly isFolder: boolean;
}

interface Pattern {
  readonly text: string;
  readonly onlyFolders: boolean;
  readonly byPath: boolean;
  readonly matches: (text: string) => boolean;
}

function toPath(text: string, isFolder: boolean): Path {
  const whole = text.normalize('NFC');
  return { whole, name: whole.slice(whole.lastIndexOf('/') + 1), isFolder };
}

function compile(patterns: readonly string[]): Pattern[] {
  return patterns
    .filter((text) => text !== '')
    .map((text) => {
      const onlyFolders = text.endsWith('/');
      const glob = (onlyFolders ? text.slice(0, -1) : text).normalize('NFC');
      const byPath = glob.includes('/');
      const matches = picomatch(byPath ? glob.replace(/^\.?\//, '') : glob, {
        nocase: true,
        dot: true,
        nonegate: true,
      });
      return { text, onlyFolders, byPath, matches };
    });
}

function find(patterns: readonly Pattern[], path: Path): string | undefined {
  return patterns.find(
    ({ onlyFolders, byPath, matches }) =>
      (path.isFolder || !onlyFolders) && matches(byPath ? path.whole : path.name),
  )?.text;
}

/** `Sent/{yyyy}-{mm}` as a glob over folders. Everything but the placeholders is meant literally. */
function sentPattern(to: string): string {
  const literal = to.replace(/[\\*?[\](){}!+@|^$]/g, String.raw`\$&`);
  const glob = literal
    .replaceAll(String.raw`\{yyyy\}`, '[0-9][0-9][0-9][0-9]')
    .replaceAll(String.raw`\{mm\}`, '[0-9][0-9]');
  return glob.startsWith('/') ? glob : `/${glob}`;
}
