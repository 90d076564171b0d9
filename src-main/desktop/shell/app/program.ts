import { sep } from 'node:path';
import { app } from 'electron';

/**
 * The AppImage this program runs from. Child processes inherit its variables, so the executable is checked as well.
 */
export function ownAppImage(
  env: Readonly<Record<string, string | undefined>>,
  executable: string,
): string | undefined {
  const { APPIMAGE: image, APPDIR: mounted } = env;
  return mounted !== undefined && executable.startsWith(mounted + sep) ? image : undefined;
}

/** The command line that starts this program. An AppImage is mounted at another path at each start. */
export function programCommand(): readonly string[] {
  const executable = app.getPath('exe');
  // In development the program is Electron with our folder as its first argument.
  if (!app.isPackaged) return [executable, app.getAppPath()];
  return [ownAppImage(process.env, executable) ?? executable];
}
