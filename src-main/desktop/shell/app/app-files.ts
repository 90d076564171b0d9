import { join } from 'node:path';
import { app } from 'electron';

/** Path of a built file or an asset. They have the same layout in the package and in the repository. */
export function appFile(...path: readonly string[]): string {
  return join(app.getAppPath(), ...path);
}
