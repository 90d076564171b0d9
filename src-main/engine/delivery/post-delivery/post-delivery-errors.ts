import { AppError } from '#domain/errors.ts';

/** Why a delivered file stays where it is. */
export function toPostDeliveryError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const origin = (thrown as NodeJS.ErrnoException).code;
  const details = { cause: thrown, ...(origin === undefined ? {} : { origin }) };
  switch (origin) {
    case 'ENOENT':
      return new AppError('file.vanished', 'gone before it could be moved', details);
    case 'EXDEV':
      return new AppError('after.other-drive', 'the target is on another drive', details);
    default:
      return new AppError('after.refused', 'the system does not let us move it', details);
  }
}
