import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '#domain/errors.ts';
import { translateSqlErrors, transaction } from './database.ts';
import { MIGRATIONS } from './schema.ts';

/** False for a ledger of an older version. @throws AppError `ledger.too-new` */
export function isUpToDate(db: DatabaseSync, migrations = MIGRATIONS): boolean {
  const version = versionOf(db);
  if (version <= migrations.length) return version === migrations.length;
  throw new AppError(
    'ledger.too-new',
    `the ledger has version ${version}, this program knows ${migrations.length}`,
  );
}

/**
 * Brings a ledger up to date, each version in a transaction of its own. Does nothing to one that is.
 * @param backUp called before the first change
 * @throws AppError `ledger.too-new`, `ledger.full`
 */
export function migrate(
  db: DatabaseSync,
  backUp: () => void = () => undefined,
  migrations = MIGRATIONS,
): void {
  if (isUpToDate(db, migrations)) return;
  translateSqlErrors(backUp);
  for (const [index, sql] of migrations.entries()) {
    transaction(db, () => {
      // Asked inside, because another process may have been there in the meantime.
      if (versionOf(db) > index) return;
      db.exec(sql);
      db.exec(`PRAGMA user_version = ${index + 1}`);
    });
  }
}

function versionOf(db: DatabaseSync): number {
  return Number(translateSqlErrors(() => db.prepare('PRAGMA user_version').get()?.['user_version']));
}
