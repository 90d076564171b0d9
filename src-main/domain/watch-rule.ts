import { isDocumentFolder } from './document-folders.ts';
import { compileGlobs } from './globs.ts';
import { IgnoreFiles } from './ignore-files.ts';
import { JUNK_FILES } from './junk.ts';
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
  | { readonly included: false; readonly by: 'sent' }
  /** Its name begins with a dot. */
  | { readonly included: false; readonly by: 'hidden' }
  /** A `.chatdropignore` says so. */
  | { readonly included: false; readonly by: 'ignored' }
  /** A folder that is one document, such as `Report.pages`, or something in it. */
  | { readonly included: false; readonly by: 'document' };

type Rules = Pick<WatchSpec, 'recursive' | 'maxDepth' | 'include' | 'exclude' | 'junk' | 'hidden' | 'after'>;

/** The rules of a watch, ready to be asked. Paths are relative to its folder, with `/`. */
export interface WatchRule {
  /** Judges a file by itself, for one that lies in a folder that is entered. */
  judgeFile(path: string): Verdict;
  /** Judges a folder and those above it; what is refused is refused with all that lies in it. */
  judgeFolder(path: string): Verdict;
  /** Judges a file and the folders above it. */
  judge(path: string): Verdict;
  /** Takes the text of the `.chatdropignore` of a folder, as a scan found it; `undefined` where there is none. */
  setIgnoreFile(folder: string, text: string | undefined): void;
}

const INCLUDED: Verdict = { included: true };

/**
 * Makes the rules of a watch. Patterns without `/` match names, others paths; one that ends in `/` matches folders
 * alone. Upper and lower case, and the two Unicode spellings of `й` or `ü`, are the same.
 */
export function compileRule(spec: Rules): WatchRule {
  const include = compileGlobs(spec.include);
  const junk = compileGlobs(spec.junk);
  const junkFolders = compileGlobs(spec.junk.filter((pattern) => !JUNK_FILES.has(pattern)));
  const exclude = compileGlobs(spec.exclude);
  const sent = compileGlobs(spec.after.type === 'move' ? [sentGlob(spec.after.to)] : []);
  const deepest = spec.recursive ? spec.maxDepth : 0;

  const ignoreFiles = new IgnoreFiles();

  const refusal = (path: string, isFolder: boolean): Verdict | undefined => {
    const byJunk = isFolder ? junkFolders(path, true) : junk(path, false);
    if (byJunk !== undefined) return { included: false, by: 'junk', pattern: byJunk };
    const byExclude = exclude(path, isFolder);
    if (byExclude !== undefined) return { included: false, by: 'exclude', pattern: byExclude };
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (spec.hidden === 'skip' && name.startsWith('.')) return { included: false, by: 'hidden' };
    if (ignoreFiles.ignores(path, isFolder)) return { included: false, by: 'ignored' };
    return isFolder && isDocumentFolder(name) ? { included: false, by: 'document' } : undefined;
  };

  const judgeFile = (path: string): Verdict => {
    const isMeant = spec.include.length === 0 || include(path, false) !== undefined;
    return refusal(path, false) ?? (isMeant ? INCLUDED : { included: false, by: 'include' });
  };

  const judgeFolder = (path: string): Verdict => {
    if (path === '') return INCLUDED;
    const parents = foldersOf(path);
    if (parents.length > deepest) return { included: false, by: 'depth' };
    for (const folder of parents) {
      if (sent(folder, true) !== undefined) return { included: false, by: 'sent' };
      const refused = refusal(folder, true);
      if (refused !== undefined) return refused;
    }
    return INCLUDED;
  };

  const judge = (path: string): Verdict => {
    const verdict = judgeFolder(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
    return verdict.included ? judgeFile(path) : verdict;
  };

  const setIgnoreFile: WatchRule['setIgnoreFile'] = (folder, text) => ignoreFiles.set(folder, text);
  return { judgeFile, judgeFolder, judge, setIgnoreFile };
}

/** `a/b/c` as `a`, `a/b`, `a/b/c`. */
function foldersOf(path: string): string[] {
  return [...path.matchAll(/\/|$/g)].map(({ index }) => path.slice(0, index));
}

/** `Sent/{yyyy}-{mm}` as a glob over folders. All but the placeholders is meant literally. */
function sentGlob(to: string): string {
  const glob = to
    .split(/(\{yyyy\}|\{mm\})/)
    .map((part) => {
      if (part === '{yyyy}') return '[0-9][0-9][0-9][0-9]';
      if (part === '{mm}') return '[0-9][0-9]';
      return part.replace(/[\\*?[\](){}!+@|^$]/g, String.raw`\$&`);
    })
    .join('');
  return `/${glob.replace(/^\.?\/|\/$/g, '')}`;
}
