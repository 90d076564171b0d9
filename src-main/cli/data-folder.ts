import { accessSync, constants, mkdirSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** Makes the data folder, for its owner only, unless it is there. @throws Refusal when nothing can be kept in it */
export function requireDataFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    throw new Refusal(`the data folder ${dataDir} cannot be used (${code}): name another with --data`);
  }
}
