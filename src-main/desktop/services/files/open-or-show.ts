import { shell } from 'electron';
import { AppError } from '#domain/errors.ts';
import type { Disk } from '#engine/system/disk.ts';
import { isPlainDocument } from './plain-document.ts';

/**
 * Opens a file with the system's program for its type. Programs, scripts and links are shown in their folder instead.
 * The path is checked at each call, because another file may have replaced the one that was sent.
 * @param root the folder that the file must lie in
 * @throws AppError of the file, or `file.vanished` when the system has no program for it
 */
export async function openOrShow(disk: Disk, path: string, root: string): Promise<void> {
  if (!(await isPlainDocument(disk, path, root))) {
    shell.showItemInFolder(path);
    return;
  }
  const failure = await shell.openPath(path);
  if (failure !== '') throw new AppError('file.vanished', 'the system cannot open it');
}
