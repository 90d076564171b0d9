import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AppError } from '#domain/errors.ts';

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

const derive = promisify<string, Buffer, number, Cost & { readonly maxmem: number }, Buffer>(scrypt);

/**
 * About a tenth of a second and 64 MB for each guess of a password. Part of the format: whoever changes it appends
 * a version, so that what was exported before still opens.
 */
const COSTS = { 1: { N: 2 ** 16, r: 8, p: 1 } } as const satisfies Record<number, Cost>;
const VERSION = 1;
const KEY_BYTES = 32;
const ALGORITHM = 'aes-256-gcm';

/** A sealed text as it stands in a file. All but the version in Base64. */
export const sealedShape = z.strictObject({
  version: z.literal(VERSION),
  salt: z.base64(),
  iv: z.base64(),
  tag: z.base64(),
  text: z.base64(),
  /** SHA-256 of the rest: tells a damaged file from a wrong password, and nothing about either. */
  sum: z.base64(),
});
export type Sealed = z.output<typeof sealedShape>;

/** A text that nobody reads without the password. */
export async function seal(text: string, password: string): Promise<Sealed> {
  const [salt, iv] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(ALGORITHM, await keyFrom(password, salt), iv).setAAD(headOf(VERSION));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  const parts = {
    version: VERSION,
    salt: salt.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    text: sealed.toString('base64'),
  } as const;
  return { ...parts, sum: sumOf(parts) };
}

/** @throws AppError `config.invalid` for a damaged file, `secret.missing` for a wrong password */
export async function unseal(sealed: Sealed, password: string): Promise<string> {
  if (sumOf(sealed) !== sealed.sum) throw new AppError('config.invalid', 'the sealed part is damaged');
  const [salt, iv, tag, text] = [sealed.salt, sealed.iv, sealed.tag, sealed.text].map((part) =>
    Buffer.from(part, 'base64'),
  ) as [Buffer, Buffer, Buffer, Buffer];
  const key = await keyFrom(password, salt);
  try {
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: 16 });
    decipher.setAAD(headOf(sealed.version)).setAuthTag(tag);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new AppError('secret.missing', 'wrong password', { cause });
  }
}

/** The same password typed on another system may come in another form of Unicode. */
function keyFrom(password: string, salt: Buffer): Promise<Buffer> {
  return derive(password.normalize('NFKC'), salt, KEY_BYTES, { ...COSTS[VERSION], maxmem: 128 * 2 ** 20 });
}

function headOf(version: number): Buffer {
  return Buffer.from(`chatdrop export ${version}`);
}

function sumOf({ version, salt, iv, tag, text }: Omit<Sealed, 'sum'>): string {
  return createHash('sha256').update([version, salt, iv, tag, text].join('.')).digest('base64');
}
