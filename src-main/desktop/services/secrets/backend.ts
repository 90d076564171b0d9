/** How well this system protects secrets. */
export type Strength = 'strong' | 'weak' | 'unavailable';

/** Chromium's tag for data under a key that everybody knows (posix_key_provider.cc). */
const FIXED_KEY_TAG = 'v10';

/**
 * On Linux "available" is not enough: without a keyring Chromium encrypts with a constant key. The name of the backend
 * and the tag of its ciphertext show this. On other systems the same tag means a real key.
 */
export function strengthOf(
  platform: NodeJS.Platform,
  backend: string | undefined,
  sample: Uint8Array | undefined,
): Strength {
  if (sample === undefined) return 'unavailable';
  if (platform !== 'linux') return 'strong';
  const tag = Buffer.from(sample.subarray(0, FIXED_KEY_TAG.length)).toString('latin1');
  return backend === 'basic_text' || tag === FIXED_KEY_TAG ? 'weak' : 'strong';
}
