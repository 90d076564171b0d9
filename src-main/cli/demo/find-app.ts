import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How the tray application is started from a folder of this project. */
export interface DesktopApp {
  readonly program: string;
  readonly args: readonly string[];
}

/**
 * The built tray application, where Electron's binary was downloaded; undefined elsewhere, as on servers.
 * @param project folder with package.json
 */
export function findApp(project: string): DesktopApp | undefined {
  const electron = join(project, 'node_modules', 'electron');
  const named = join(electron, 'path.txt'); // written by the download
  if (!existsSync(named) || !existsSync(join(project, 'dist', 'desktop', 'main', 'main.js')))
    return undefined;
  const program = join(electron, 'dist', readFileSync(named, 'utf8').trim());
  return existsSync(program) ? { program, args: [project] } : undefined;
}
