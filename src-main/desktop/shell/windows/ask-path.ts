import { dialog } from 'electron';
import type { AppContext } from '../../app-context.ts';

/** Asks for a path to save to; undefined if cancelled. */
export async function askSavePath(
  { window }: Pick<AppContext, 'window'>,
  defaultPath: string,
): Promise<string | undefined> {
  const parent = window.current();
  const { filePath } = await (parent === undefined
    ? dialog.showSaveDialog({ defaultPath })
    : dialog.showSaveDialog(parent, { defaultPath }));
  return filePath === '' ? undefined : filePath;
}

/** Asks for an existing file or folder; undefined if cancelled. */
export async function askOpenPath(
  { window }: Pick<AppContext, 'window'>,
  options: Electron.OpenDialogOptions,
): Promise<string | undefined> {
  const parent = window.current();
  const { filePaths } = await (parent === undefined
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(parent, options));
  return filePaths[0];
}
