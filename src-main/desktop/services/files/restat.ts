import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import { nodeFileSystem } from '#engine/system/node-file-system.ts';

/** The file as it is now. @throws AppError `file.vanished` when it is gone or no file any more */
export async function restat(path: string): Promise<FileStamp> {
  const stamp = await nodeFileSystem.stamp(path);
  if (stamp === undefined) throw new AppError('file.vanished', 'the file is gone');
  return stamp;
}
