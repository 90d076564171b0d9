import { closeSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Records } from './records.ts';

type Kind = keyof Records;
type Id = number | string;
type Tables = { readonly [K in Kind]: Map<Id, Records[K]> };
type Line = { [K in Kind]: readonly [K, Records[K]] }[Kind] | readonly ['gone', Kind, Id];

/**
 * The sandbox's records: in memory, and appended line by line to a file, so that a restarted sandbox has its
 * chats again. A last line cut off by a kill is dropped.
 */
export class Journal {
  readonly #tables: Tables = {
    identity: new Map(),
    user: new Map(),
    bot: new Map(),
    chat: new Map(),
    message: new Map(),
    file: new Map(),
    app: new Map(),
    token: new Map(),
  };
  readonly #file: number;
  #highestId = 0;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, 'journal.jsonl');
    this.#file = openSync(path, 'a+', 0o600);
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole));
    for (const line of whole.split('\n')) if (line !== '') this.#replay(JSON.parse(line) as Line);
  }

  /** The highest number ever used as an id, even by a record that is gone. */
  get highestId(): number {
    return this.#highestId;
  }

  get<K extends Kind>(kind: K, id: Id): Records[K] | undefined {
    return this.#tables[kind].get(id);
  }

  all<K extends Kind>(kind: K): IterableIterator<Records[K]> {
    return this.#tables[kind].values();
  }

  put<K extends Kind>(kind: K, record: Records[K]): void {
    this.#set(kind, record);
    this.#append([kind, record]);
  }

  remove(kind: Kind, id: Id): void {
    if (this.#tables[kind].delete(id)) this.#append(['gone', kind, id]);
  }

  close(): void {
    closeSync(this.#file);
  }

  #append(line: readonly unknown[]): void {
    writeSync(this.#file, `${JSON.stringify(line)}\n`);
  }

  #replay(line: Line): void {
    if (line[0] === 'gone') {
      this.#tables[line[1]].delete(line[2]);
      return;
    }
    this.#set(line[0], line[1]);
  }

  #set<K extends Kind>(kind: K, record: Records[K]): void {
    this.#tables[kind].set(record.id, record);
    if (typeof record.id === 'number') this.#highestId = Math.max(this.#highestId, record.id);
  }
}
