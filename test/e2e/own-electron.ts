import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ELECTRON = join('node_modules', 'electron');

/** The binary of the project's own version, where it was downloaded. */
export function ownElectron(): string | undefined {
  const pathFile = join(ELECTRON, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const path = join(ELECTRON, 'dist', readFileSync(pathFile, 'utf8').trim());
  return existsSync(path) ? path : undefined;
}
