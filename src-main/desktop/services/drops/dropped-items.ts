import { isAbsolute } from 'node:path';
import { z } from 'zod';

const CONTROL = /\p{Cc}/u;
const MAX_ITEMS = 1_000;
/** Names of devices on Windows: pipes, drives in the raw, other namespaces. No drop names a file so. */
const DEVICE = /^[\\/]{2}[.?][\\/]/;
const MAX_PATH_LENGTH = 32_768;
const MAX_CONTENT_BYTES = 104_857_599;

const path = z
  .string()
  .max(MAX_PATH_LENGTH)
  .refine((text) => isAbsolute(text) && !CONTROL.test(text) && !DEVICE.test(text));
const name = z.string().max(1_000);

/** A dropped `File` as the preload script sends it. A compromised page may forge it, so every part is checked. */
const item = z.union([
  z.strictObject({ path }),
  z.strictObject({ name, content: z.instanceof(Uint8Array).refine((c) => c.length <= MAX_CONTENT_BYTES) }),
  z.strictObject({ name, tooLarge: z.number().positive() }),
]);
export type DroppedItem = z.output<typeof item>;

const items = z.array(z.unknown()).max(MAX_ITEMS);

/** The valid items; undefined if the input is not a list. */
export function readDroppedItems(raw: unknown): readonly DroppedItem[] | undefined {
  const list = items.safeParse(raw);
  if (!list.success) return undefined;
  return list.data.flatMap((entry) => item.safeParse(entry).data ?? []);
}

/** Paths among the arguments of a second instance, which any program may have started. */
export function pathsAmong(args: readonly string[]): readonly string[] {
  return args.filter((arg) => !arg.startsWith('-') && path.safeParse(arg).success);
}
