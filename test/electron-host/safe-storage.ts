import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** `strong`, `weak` (the fixed key of a Linux without a keyring), `unavailable`, or `locked`: opens nothing. */
export const keyring = { mode: process.env['ELECTRON_HOST_KEYRING'] ?? 'strong' };

const KEY = createHash('sha256').update('the keyring of the stand-in').digest();
const tag = () => (keyring.mode === 'weak' ? 'v10' : 'v11');

export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(keyring.mode !== 'unavailable'),
  getSelectedStorageBackend: () => (keyring.mode === 'weak' ? 'basic_text' : 'gnome_libsecret'),
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws has to be a rejection
  encryptStringAsync: async (text: string) => {
    if (keyring.mode === 'unavailable') throw new Error('Encryption is not available.');
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', KEY, iv);
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.from(tag()), iv, cipher.getAuthTag(), sealed]);
  },
  // eslint-disable-next-line @typescript-eslint/require-await -- what it throws has to be a rejection
  decryptStringAsync: async (sealed: Buffer) => {
    if (keyring.mode === 'unavailable' || keyring.mode === 'locked') throw new Error('Decryption failed.');
    const decipher = createDecipheriv('aes-256-gcm', KEY, sealed.subarray(3, 15));
    decipher.setAuthTag(sealed.subarray(15, 31));
    const text = Buffer.concat([decipher.update(sealed.subarray(31)), decipher.final()]).toString('utf8');
    return { result: text, shouldReEncrypt: false };
  },
} satisfies Partial<Electron.SafeStorage>;
