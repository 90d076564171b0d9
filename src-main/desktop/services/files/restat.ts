import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { FileSystem } from '#engine/ports.ts';

/** The file as it is now. @throws AppError `file.vanished` when it is gone or no file any more, `drive.unresponsive` */
export async function restat(files: Pick<FileSystem, 'stamp'>, path: string): Promise<FileStamp> {
  const stamp = await files.stamp(path);
  if (stamp === undefined) throw new AppError('file.vanished', 'the file is gone');
  return stamp;
}
