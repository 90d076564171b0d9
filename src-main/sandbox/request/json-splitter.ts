const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_U = 0x75;

/** What stands for what after a backslash. */
const ESCAPES = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }).map(
    ([letter, char]) => [letter.charCodeAt(0), char.charCodeAt(0)] as const,
  ),
);
/** Stands for a character outside ASCII, which no Base64 holds. */
const NO_ASCII = 0xff;

/** What happens to the one long string of the document. */
interface LongString {
  /** A string begins; one that began before is void, as the last of equal keys wins. */
  readonly begin: () => void;
  readonly bytes: (bytes: Uint8Array) => void;
}

interface Level {
  readonly isObject: boolean;
  key: string;
}

/**
 * Takes a JSON document in pieces of any size and cuts one long string out of it: the value of
 * `fields.content`. All the rest is kept as it is, with `placeholder` in the string's place, for `JSON.parse`,
 * which also is the judge of whether the document is JSON at all.
 */
export class JsonSplitter {
  readonly #placeholder: string;
  readonly #long: LongString;
  readonly #kept: Uint8Array[] = [];
  readonly #levels: Level[] = [];
  #keptBytes = 0;
  #state: 'between' | 'string' | 'escape' | 'long' | 'long-escape' | 'long-unicode' = 'between';
  #expectsKey = false;
  #keyText: number[] | undefined;
  #unicode = '';

  constructor(placeholder: string, long: LongString) {
    this.#placeholder = placeholder;
    this.#long = long;
  }

  /** Bytes held in memory so far. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** The document without the long string. */
  get rest(): string {
    return Buffer.concat(this.#kept).toString('utf8');
  }

  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      at = this.#state.startsWith('long') ? this.#takeLong(chunk, at) : this.#takeRest(chunk, at);
    }
  }

  /** Walks until the long string begins; returns where the walk ended. */
  #takeRest(chunk: Buffer, start: number): number {
    let at = start;
    while (at < chunk.length && !this.#state.startsWith('long')) this.#step(chunk[at++] ?? 0);
    const begins = this.#state === 'long';
    this.#keep(chunk.subarray(start, begins ? at - 1 : at));
    if (begins) {
      this.#keep(Buffer.from(JSON.stringify(this.#placeholder)));
      this.#long.begin();
    }
    return at;
  }

  #step(byte: number): void {
    if (this.#state === 'escape') {
      this.#keyText?.push(byte);
      this.#state = 'string';
    } else if (this.#state === 'string') {
      if (byte === QUOTE) this.#endString();
      else {
        this.#keyText?.push(byte);
        if (byte === BACKSLASH) this.#state = 'escape';
      }
    } else this.#stepBetween(byte);
  }

  #stepBetween(byte: number): void {
    const top = this.#levels.at(-1);
    if (byte === QUOTE) {
      this.#keyText = top?.isObject === true && this.#expectsKey ? [] : undefined;
      this.#state = this.#keyText === undefined && this.#isLongString() ? 'long' : 'string';
    } else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
      this.#levels.push({ isObject: byte === OPEN_OBJECT, key: '' });
      this.#expectsKey = byte === OPEN_OBJECT;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
      this.#levels.pop();
    } else if (byte === COMMA) {
      this.#expectsKey = top?.isObject === true;
    } else if (byte === COLON) {
      this.#expectsKey = false;
    }
  }

  #isLongString(): boolean {
    const [outer, inner] = this.#levels;
    return (
      this.#levels.length === 2 &&
      outer?.isObject === true &&
      inner?.isObject === true &&
      outer.key.toLowerCase() === 'fields' &&
      inner.key.toLowerCase() === 'content'
    );
  }

  #endString(): void {
    this.#state = 'between';
    const top = this.#levels.at(-1);
    if (this.#keyText === undefined || top === undefined) return;
    top.key = unescaped(Buffer.from(this.#keyText).toString('utf8'));
    this.#keyText = undefined;
  }

  /** Hands on what belongs to the long string; returns the first byte that does not. */
  #takeLong(chunk: Buffer, start: number): number {
    if (this.#state === 'long-escape') return this.#takeEscape(chunk, start);
    if (this.#state === 'long-unicode') return this.#takeUnicode(chunk, start);
    const end = firstOf(chunk, start);
    if (end > start) this.#long.bytes(chunk.subarray(start, end));
    if (end === chunk.length) return end;
    this.#state = chunk[end] === QUOTE ? 'between' : 'long-escape';
    return end + 1;
  }

  #takeEscape(chunk: Buffer, at: number): number {
    const letter = chunk[at] ?? 0;
    if (letter === LETTER_U) {
      this.#unicode = '';
      this.#state = 'long-unicode';
    } else {
      this.#long.bytes(Buffer.of(ESCAPES.get(letter) ?? NO_ASCII));
      this.#state = 'long';
    }
    return at + 1;
  }

  #takeUnicode(chunk: Buffer, at: number): number {
    this.#unicode += String.fromCharCode(chunk[at] ?? 0);
    if (this.#unicode.length === 4) {
      const code = Number.parseInt(this.#unicode, 16);
      this.#long.bytes(Buffer.of(code < 0x80 ? code : NO_ASCII));
      this.#state = 'long';
    }
    return at + 1;
  }

  #keep(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#keptBytes += bytes.length;
    this.#kept.push(Uint8Array.from(bytes)); // a copy, or the whole chunk would stay in memory
  }
}

/** Where the long string, or a plain stretch of it, ends. */
function firstOf(chunk: Buffer, start: number): number {
  const quote = chunk.indexOf(QUOTE, start);
  const end = quote === -1 ? chunk.length : quote;
  const backslash = chunk.subarray(start, end).indexOf(BACKSLASH);
  return backslash === -1 ? end : start + backslash;
}

function unescaped(keyText: string): string {
  if (!keyText.includes('\\')) return keyText;
  try {
    return JSON.parse(`"${keyText}"`) as string;
  } catch {
    return keyText; // no JSON: the parse of the whole will say so
  }
}
