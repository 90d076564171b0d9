import { parseGlob } from './glob-syntax.ts';
import { matchSegments, matchTokens } from './match-tokens.ts';

/** The pattern that matches a relative path, if one does. */
export type Globs = (path: string, isFolder: boolean) => string | undefined;

interface Glob {
  readonly text: string;
  readonly isForFolders: boolean;
  readonly isForPaths: boolean;
  /** First and last UTF-16 unit of every name that matches; `NaN` where names differ there. */
  readonly first: number;
  readonly last: number;
  /** Gets a name, or the path of a pattern for paths, folded. */
  readonly matches: (text: string) => boolean;
}

/**
 * Compiles patterns as `compileRule` describes them: text, `*`, `?`, `**`, `[a-z]`, `{a,b}`. The time of a match is at
 * most the length of the pattern times that of the path, whatever stands in a name. A pattern that `globProblem`
 * refuses stands for the name it spells.
 */
export function compileGlobs(patterns: readonly string[]): Globs {
  const globs = patterns.filter((text) => text.trim() !== '').map(compile);
  return (path, isFolder) => {
    const whole = fold(path);
    const name = whole.slice(whole.lastIndexOf('/') + 1);
    const [first, last] = [name.charCodeAt(0), name.charCodeAt(name.length - 1)];
    for (const glob of globs) {
      // A scan of 100,000 files tries eighty patterns on each name: most are ruled out by one letter.
      if (glob.first !== first && !Number.isNaN(glob.first)) continue;
      if (glob.last !== last && !Number.isNaN(glob.last)) continue;
      if (glob.isForFolders && !isFolder) continue;
      if (glob.matches(glob.isForPaths ? whole : name)) return glob.text;
    }
    return undefined;
  };
}

/** Upper and lower case, and the two Unicode spellings of a letter, are the same. */
function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

function compile(text: string): Glob {
  const isForFolders = text.endsWith('/');
  const glob = fold(isForFolders ? text.slice(0, -1) : text);
  const isForPaths = glob.includes('/');
  return {
    text,
    isForFolders,
    isForPaths,
    first: isForPaths || /^[*?[{\\]/.test(glob) ? NaN : glob.charCodeAt(0),
    last: isForPaths || /[*?\]}]$/.test(glob) ? NaN : glob.charCodeAt(glob.length - 1),
    matches: matcherOf(glob.replace(/^\.?\//, '')),
  };
}

/** A pattern that is a name with brackets in it, such as `Scan [1].pdf`, means that name, too. */
function matcherOf(glob: string): Glob['matches'] {
  const parsed = parseGlob(glob);
  if (!parsed.ok) return (text) => text === glob;
  return (text) => {
    if (text === glob) return true;
    const path = text.split('/');
    return parsed.value.some((segments) => {
      const [first] = segments;
      const isOneName = segments.length === 1 && first !== undefined && first !== '**';
      return isOneName ? path.length === 1 && matchTokens(first, text) : matchSegments(segments, path);
    });
  };
}
