import { z } from 'zod';

import { AppError } from '#domain/errors.ts';

/** A positive whole number that may arrive as text (PHP decides per value). */
export const id = z
  .union([z.number(), z.string().regex(/^[1-9]\d{0,15}$/)])
  .transform(Number)
  .pipe(z.int().positive());

/** Like `id`, and 0 or nothing for "none". */
export const count = z
  .union([z.number(), z.string().regex(/^\d+$/)])
  .nullish()
  .transform((value) => Number(value ?? 0));

/** An optional value of a foreign answer: nothing, and anything that does not fit, counts as missing. */
export function lenient<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** Flags come as `true` and as `"Y"`; a missing one is not set. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 'Y' || value === 'true' || value === 1 || value === '1');

/** PHP encodes an empty map as a list and a list with gaps as a map: both give the values. */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .union([z.array(z.unknown()), z.record(z.string(), z.unknown()).transform(Object.values), z.null()])
    .transform((values) => (values ?? []).flatMap((value) => item.safeParse(value).data ?? []));
}

/**
 * Reads what we need out of a result.
 * @throws AppError `portal.not-answering` when the portal answered with something else
 */
export function expectResult<T extends z.ZodType>(method: string, schema: T, result: unknown): z.output<T> {
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new AppError('portal.not-answering', `${method}: unexpected result at "${where}"`);
}
