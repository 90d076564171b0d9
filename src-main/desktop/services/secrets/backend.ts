/** How well this system keeps what we give it. */
export type Strength = 'strong' | 'weak' | 'unavailable';

/** Chromium's tag for data under a key that everybody knows (posix_key_provider.cc). */
const FIXED_KEY_TAG = 'v10';

/**
 * On Linux "available" says nothing: without a keyring Chromium encrypts with a constant. Its name gives it away,
 * and so does the tag of what it wrote; on other systems the same tag is a good one.
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
