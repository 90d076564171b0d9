/** How the Drive names files, written down apart from the program's own comparison. */

const TWO_EXTENSIONS = /\.[a-z][a-z0-9]{1,2}\.[^.]*$/is;
const FORBIDDEN = new Set('<>:"|?*\\/\u202E');

/** The name of a file that is stored under a free name. */
export function storedForm(name: string): string {
  let out = '';
  for (const character of name.replace(/^[ \t\n\r\0\v]+/, '').replace(/[ \t\n\r\0\v]+$/, '')) {
    const point = character.codePointAt(0) ?? 0;
    out += point > 0xffff || (point > 0 && point < 32) || FORBIDDEN.has(character) ? '_' : character;
  }
  return out;
}

/** What the Drive may insert after so many clashes at most. */
const INSERTED = ['', ' 1764500000', ...Array.from({ length: 50 }, (_, index) => ` (${index + 1})`)];

export class DriveModel {
  readonly #names = new Set<string>();

  /** Takes the first names that a file could get. */
  fill(name: string, count: number): void {
    const form = storedForm(name);
    for (let taken = 0; taken < count; taken++)
      this.#names.add(key(taken === 0 ? form : insert(form, ` (${taken})`)));
  }

  /** Stores a file and gives its name. */
  store(name: string, isContended: boolean): string {
    const form = storedForm(name);
    let stored = form;
    if (this.#names.has(key(form)) && isContended) stored = insert(form, ' 1764500000');
    for (let count = 1; this.#names.has(key(stored)); count++) stored = insert(form, ` (${count})`);
    this.#names.add(key(stored));
    return stored;
  }
}

/** All names that the Drive may give to files uploaded as `name`, in NFC. */
export function possibleNames(name: string): ReadonlySet<string> {
  const form = storedForm(name);
  const places = new Set([...OPEN.flatMap((open) => open(form)), split(form)]);
  const names = [...places].flatMap((at) =>
    INSERTED.map((text) => form.slice(0, at) + text + form.slice(at)),
  );
  return new Set(names.map((possible) => possible.normalize('NFC')));
}

function insert(form: string, text: string): string {
  const at = split(form);
  return form.slice(0, at) + text + form.slice(at);
}

/** Where the extensions begin. */
function split(form: string): number {
  const last = form.lastIndexOf('.');
  if (last <= 0) return form.length;
  const two = TWO_EXTENSIONS.exec(form);
  return two !== null && two.index > 0 ? two.index : last;
}

/** Where the server's rule is not known, any of these places is possible. */
const OPEN: readonly ((form: string) => number[])[] = [
  (form) => (/^\.|\.$/.test(form) ? [0, form.lastIndexOf('.'), form.length] : []),
  (form) => (/^\.[a-z][a-z0-9]{1,2}\.[^.]*$/is.test(form) ? [0, form.length] : []),
  (form) => {
    const two = /\.\p{L}[\p{L}\p{N}]{1,2}\.[^.]*$/su.exec(form);
    return two === null || TWO_EXTENSIONS.test(form) ? [] : [two.index, form.lastIndexOf('.')];
  },
];

function key(name: string): string {
  return name.toLowerCase().normalize('NFC');
}
