import { MAX_CAPTION_CHARS } from './limits.ts';

/** What a caption can name. */
export const CAPTION_PLACEHOLDERS = [
  'name',
  'stem',
  'ext',
  'folder',
  'relative',
  'size',
  'date',
  'time',
  'host',
  'user',
] as const;

type Placeholder = (typeof CAPTION_PLACEHOLDERS)[number];

export type CaptionValues = Readonly<Record<Placeholder, string>>;

const PLACEHOLDER = /\{(\w+)\}/g;
/** Ends a caption that had to be cut. */
const ELLIPSIS = '…';
const ZERO_WIDTH_SPACE = '\u200B';

/** The text posted with a file. Braces that hold no known word stay as they are; see `unknownPlaceholders`. */
export function renderCaption(template: string, values: CaptionValues): string {
  return cut(
    template.replace(PLACEHOLDER, (whole, word: string) =>
      isPlaceholder(word) ? defused(values[word]) : whole,
    ),
  );
}

/** Words in braces that no caption knows, each once: what the check of a configuration complains about. */
export function unknownPlaceholders(template: string): string[] {
  const words = [...template.matchAll(PLACEHOLDER)].map(([, word = '']) => word);
  return [...new Set(words.filter((word) => !isPlaceholder(word)))];
}

/** Name, stem, extension and folders of a file by its path below the watch's folder, with `/`. */
export function nameValues(
  watchFolderName: string,
  relative: string,
): Pick<CaptionValues, 'name' | 'stem' | 'ext' | 'folder' | 'relative'> {
  const path = relative.normalize('NFC');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  const hasExtension = dot > 0;
  const parent = path.slice(0, Math.max(0, path.length - name.length - 1));
  return {
    name,
    stem: hasExtension ? name.slice(0, dot) : name,
    ext: hasExtension ? name.slice(dot + 1) : '',
    folder: parent === '' ? watchFolderName.normalize('NFC') : parent.slice(parent.lastIndexOf('/') + 1),
    relative: path,
  };
}

function isPlaceholder(word: string): word is Placeholder {
  return (CAPTION_PLACEHOLDERS as readonly string[]).includes(word);
}

/**
 * A value that cannot be read as markup. Chats know BB codes only (reference: message-formatting) and document no
 * escape, so an invisible character behind each `[` keeps names readable and `[url=…]` a text. Control characters
 * become spaces, so that a name cannot feign a second line.
 */
function defused(value: string): string {
  return value
    .normalize('NFC')
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('[', `[${ZERO_WIDTH_SPACE}`)
    .replaceAll(']', `${ZERO_WIDTH_SPACE}]`);
}

/** Counts UTF-16 units where the portal counts code points, and so is never too long; splits no character. */
function cut(text: string): string {
  if (text.length <= MAX_CAPTION_CHARS) return text;
  const kept = text.slice(0, MAX_CAPTION_CHARS - ELLIPSIS.length);
  return `${kept.replace(/[\uD800-\uDBFF]$/, '')}${ELLIPSIS}`;
}
