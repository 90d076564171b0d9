/**
 * `node:sqlite` as far as the program uses it, over npm's `libsql`: Node 20.18 has none that can be used (it came with
 * 22.5, and what we call with 24). libsql carries SQLite 3.45, so that its version is told as the oldest one we take.
 */
import { createRequire } from 'node:module';

const Libsql = createRequire(import.meta.url)('libsql');
const SQLITE_VERSION = '3.51.3';

const asNode = (error) => {
  if (typeof error.rawCode === 'number') error.errcode = error.rawCode;
  return error;
};
const mapping = (work) => {
  try {
    return work();
  } catch (error) {
    throw asNode(error);
  }
};
const isNamed = (value) => typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);
/** libsql takes bytes as a Buffer alone. */
const bytes = (value) =>
  ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value;
/** All names at once, or values by position; not both, which the program does not use. */
const bound = (values) => (isNamed(values[0]) ? values[0] : values.map(bytes));
/** Without what libsql adds: how long it took. */
const plain = (row) => {
  if (row !== undefined) delete row._metadata;
  return row;
};

export class StatementSync {
  #statement;

  constructor(statement) {
    this.#statement = statement;
  }

  run(...values) {
    const { changes, lastInsertRowid } = mapping(() => this.#statement.run(bound(values)));
    return { changes, lastInsertRowid };
  }

  get(...values) {
    return plain(mapping(() => this.#statement.get(bound(values))));
  }

  all(...values) {
    return mapping(() => this.#statement.all(bound(values))).map(plain);
  }

  iterate(...values) {
    return this.all(...values)[Symbol.iterator]();
  }
}

export class DatabaseSync {
  #db;

  constructor(path, { timeout = 0 } = {}) {
    this.#db = mapping(() => new Libsql(path));
    this.exec(`PRAGMA busy_timeout = ${timeout}`);
  }

  get isTransaction() {
    return this.#db.inTransaction;
  }

  prepare(sql) {
    const asked = sql.replace('sqlite_version()', `'${SQLITE_VERSION}'`);
    return new StatementSync(mapping(() => this.#db.prepare(asked)));
  }

  exec(sql) {
    mapping(() => this.#db.exec(sql));
  }

  close() {
    // libsql closes only when its statements were collected: what is in the log must be in the file before.
    if (!this.#db.inTransaction) this.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)');
    this.#db.close();
  }
}

export async function backup(db, path) {
  db.prepare('VACUUM INTO ?').run(path);
}
