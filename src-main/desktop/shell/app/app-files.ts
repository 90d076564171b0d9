import { join } from 'node:path';
import { app } from 'electron';

/** Built files and assets, which lie side by side in the package, packed or not. */
export function appFile(...path: readonly string[]): string {
  return join(app.getAppPath(), ...path);
}
