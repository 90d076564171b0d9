import { open } from 'node:fs/promises';

import type { FileStamp } from '#domain/file-stamp.ts';
import { AppError } from '#domain/errors.ts';
import type { FileSystem, OpenFile } from '#engine/ports.ts';

export type OpensFiles = Pick<FileSystem, 'open' | 'stamp'>;

/** Opens real files without the checks of the engine's own file system, which has its own tests. */
export const realFiles: OpensFiles = {
  stamp: (path) => stampOfPath(path).catch(() => undefined),
  async open(path): Promise<OpenFile> {
    const handle = await open(path, 'r').catch((cause: unknown) => {
      throw new AppError('file.vanished', 'not there', { cause });
    });
    return {
      stamp: async () => stampOf(await handle.stat()),
      read: async (target, position) => (await handle.read(target, 0, target.length, position)).bytesRead,
      close: () => handle.close(),
    };
  },
};

/** The stamp of a path, as a watch would have taken it. */
export async function stampOfPath(path: string): Promise<FileStamp> {
  const handle = await open(path, 'r');
  try {
    return stampOf(await handle.stat());
  } finally {
    await handle.close();
  }
}

function stampOf({ dev, ino, size, mtimeMs, ctimeMs }: FileStamp): FileStamp {
  return { dev, ino, size, mtimeMs, ctimeMs };
}
