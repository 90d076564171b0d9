import { dialog } from 'electron';
import type { AppContext } from '../../app-context.ts';

/** Where to save something; undefined when the user thought better of it. */
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

/** A file or folder of the user's choice; undefined when they thought better of it. */
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
