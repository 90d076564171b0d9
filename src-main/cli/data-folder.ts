import { accessSync, constants } from 'node:fs';
import { makeFolder } from '#engine/system/make-folder.ts';
import { errnoOf } from '#engine/system/file-errors.ts';
import { Refusal } from './refusal.ts';

/** Makes the data folder, for its owner only, unless it is there. @throws Refusal when nothing can be kept in it */
export function requireDataFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = errnoOf(error) ?? 'unknown';
    throw new Refusal(`the data folder ${dataDir} cannot be used (${code}): name another with --data`);
  }
}
