import { AppError } from '#domain/errors.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { AbsenceCode } from '#domain/watch.ts';

/** What the system's refusals to touch a file mean to us. Everything else is taken for a lock that may go away. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'file.vanished',
  ENOTDIR: 'file.vanished',
  ELOOP: 'file.link', // O_NOFOLLOW met a link
  EMLINK: 'file.link', // the same on FreeBSD
  ENXIO: 'file.special', // a socket, or a FIFO nobody writes to
  ENODEV: 'file.special',
  EISDIR: 'file.special',
};

/** The `errno` name of what the system threw, where it has one. */
export function errnoOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined;
}

/** What the file system threw about one file, as our own error. */
export function toFileError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const errno = errnoOf(thrown);
  if (errno === undefined) return AppError.from(thrown);
  return new AppError(CODES[errno] ?? 'file.unreadable', 'the file cannot be opened', {
    cause: thrown,
    origin: errno,
  });
}

/** Why a folder cannot be looked into. */
export function absenceCodeOf(thrown: unknown): AbsenceCode {
  if (isUnresponsive(thrown)) return 'drive.unresponsive';
  return isMissing(thrown) ? 'folder.missing' : 'file.unreadable';
}

/** True for a call to a drive that was given up. */
export function isUnresponsive(thrown: unknown): boolean {
  return thrown instanceof AppError && thrown.code === 'drive.unresponsive';
}

/** True when the system says that there is nothing at a path, or that nothing can be. */
export function isMissing(thrown: unknown): boolean {
  const errno = errnoOf(thrown);
  return errno === 'ENOENT' || errno === 'ENOTDIR' || errno === 'ENAMETOOLONG';
}
