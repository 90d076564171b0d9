import { execFile } from 'node:child_process';
import { chownSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Who nobody is. */
const NOBODY = 65_534;

/**
 * Runs a module's text as a process that permissions bind, which they do not the superuser, and resolves to what it
 * printed. `folder` becomes its own.
 */
export async function asSomebody(folder: string, module: string): Promise<string> {
  const node = [process.execPath, '--input-type=module-typescript', '--eval', module];
  const isSuperuser = process.getuid?.() === 0;
  if (isSuperuser) chownSync(folder, NOBODY, NOBODY);
  const through = isSuperuser
    ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', ...node]
    : node;
  const [command = '', ...args] = through;
  const { stdout } = await run(command, args);
  return stdout;
}
