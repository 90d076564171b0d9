import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Secret } from '#domain/secret.ts';
import type { Seal } from '#bitrix24/oauth/token-store.ts';
import { secretNames, type Secrets } from './secrets.ts';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Makes the key for OAuth tokens, where there is none yet. Comes before every sign-in. */
export async function ensureTokenKey(secrets: Secrets): Promise<void> {
  if (secrets.get(secretNames.tokenKey) !== undefined || secrets.isLocked(secretNames.tokenKey)) return;
  await secrets.set(secretNames.tokenKey, new Secret(randomBytes(KEY_BYTES).toString('base64')));
}

/**
 * Encrypts OAuth tokens with a key of our own, which the system's keyring stores. Tokens are renewed during a request,
 * which cannot wait for the keyring.
 */
export function tokenSeal(secrets: Pick<Secrets, 'get'>): Seal {
  const key = () => {
    const text = secrets.get(secretNames.tokenKey)?.reveal();
    return text === undefined ? undefined : Buffer.from(text, 'base64');
  };
  return {
    seal: (text) => {
      const known = key();
      // Without the key nothing could be read again: better nothing on disk than a token in clear.
      if (known === undefined) return '';
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, known, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open: (sealed) => {
      const [known, raw] = [key(), Buffer.from(sealed, 'base64')];
      if (known === undefined || raw.length < IV_BYTES + TAG_BYTES) return undefined;
      try {
        const decipher = createDecipheriv(ALGORITHM, known, raw.subarray(0, IV_BYTES));
        decipher.setAuthTag(raw.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const text = [decipher.update(raw.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
        return Buffer.concat(text).toString('utf8');
      } catch {
        return undefined; // sealed with another key: as good as no tokens
      }
    },
  };
}
