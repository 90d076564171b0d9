import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isNetworkDrive } from '#engine/system/drive-kind.ts';
import { isUnsuited, translateSqlErrors } from '#engine/store/db/database.ts';
import { AppError } from '#domain/errors.ts';
import { reasonOf } from '../wording.ts';
import { formatBytes } from '../format.ts';
import { failed, ok, warning, type Finding } from './finding.ts';
import { examineWindowsAccess } from './windows-access.ts';

/** Below this the ledger may soon be unable to grow, and then nothing is sent. */
const LEAST_FREE_BYTES = 200_000_000;

/** Whether the ledger can be kept in the data folder, and what is in it is whole. */
export async function examineDataFolder(dataDir: string): Promise<readonly Finding[]> {
  if (!existsSync(dataDir)) return [examineParent(dataDir)];
  return [
    examineAccess(dataDir),
    (await isNetworkDrive(dataDir))
      ? failed(
          'data folder',
          'lies on a network drive, where SQLite loses data: choose a local disk for dataDir',
        )
      : ok('data folder', `${dataDir}, on a local disk`),
    examineSpace(dataDir),
    examineLedger(join(dataDir, 'ledger.db')),
  ];
}

function examineParent(dataDir: string): Finding {
  const parent = nearest(dataDir);
  return mayWrite(parent)
    ? ok('data folder', `${dataDir} will be made at the first run`)
    : failed('data folder', `cannot be made: give the user of this process the right to write to ${parent}`);
}

function examineAccess(dataDir: string): Finding {
  if (!mayWrite(dataDir)) {
    return failed('permissions', `cannot write to ${dataDir}: make it belong to the user of this process`);
  }
  if (process.platform === 'win32') return examineWindowsAccess(dataDir);
  const isOpen = (statSync(dataDir).mode & 0o077) !== 0;
  return isOpen
    ? warning('permissions', `others may look into ${dataDir}: chmod 700 ${dataDir}`)
    : ok('permissions', 'only for its owner');
}

function examineSpace(dataDir: string): Finding {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  return free < LEAST_FREE_BYTES
    ? failed('disk space', `only ${formatBytes(free)} left: what cannot be recorded is not sent, make room`)
    : ok('disk space', `${formatBytes(free)} free`);
}

function examineLedger(path: string): Finding {
  if (!existsSync(path)) return ok('history', 'none yet');
  try {
    if (translateSqlErrors(() => isWhole(path)))
      return ok('history', `whole, ${formatBytes(statSync(path).size)}`);
  } catch (error) {
    if (isUnsuited(error)) return failed('history', reasonOf('ledger.unsuited'));
    if (AppError.from(error).code !== 'ledger.damaged')
      return failed(
        'history',
        'cannot be read: look at the rights of its folder, and for a failing or full disk',
      );
  }
  return failed('history', 'is damaged: the next run sets it aside and sends nothing a second time');
}

function isWhole(path: string): boolean {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] === 'ok';
  } finally {
    db.close();
  }
}

/** The folder itself or the first above it that is there. */
function nearest(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearest(dirname(folder));
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
