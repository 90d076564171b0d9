import { sep } from 'node:path';
import { app } from 'electron';

/**
 * The AppImage this program runs from. Its variables are inherited: what another AppImage has started is none itself.
 */
export function ownAppImage(
  env: Readonly<Record<string, string | undefined>>,
  executable: string,
): string | undefined {
  const { APPIMAGE: image, APPDIR: mounted } = env;
  return mounted !== undefined && executable.startsWith(mounted + sep) ? image : undefined;
}

/** How the system starts this program. An AppImage is mounted somewhere else at each start. */
export function programCommand(): readonly string[] {
  const executable = app.getPath('exe');
  // In development the program is Electron with our folder as its first argument.
  if (!app.isPackaged) return [executable, app.getAppPath()];
  return [ownAppImage(process.env, executable) ?? executable];
}
