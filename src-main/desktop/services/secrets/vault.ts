import { safeStorage } from 'electron';
import { strengthOf, type Strength } from './backend.ts';

/** Encryption with a key the system keeps for this user. */
export interface Vault {
  strength(): Promise<Strength>;
  /** Name of what holds the key, for the file: `gnome_libsecret`, `os`. */
  backend(): string;
  /** @throws the system's own error */
  seal(text: string): Promise<Uint8Array>;
  /** @throws the system's own error */
  open(sealed: Uint8Array): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

/** The system's own store of keys. The synchronous calls of safeStorage go away in Electron 46. */
export function systemVault(platform: NodeJS.Platform): Vault {
  const backend = () => (platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'os');
  const seal = (text: string) => safeStorage.encryptStringAsync(text);
  return {
    backend,
    seal,
    strength: async () => {
      if (!(await safeStorage.isAsyncEncryptionAvailable())) return 'unavailable';
      return strengthOf(platform, backend(), await seal('sample'));
    },
    open: async (sealed) => {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
      return { text: result, isOutdated: shouldReEncrypt };
    },
  };
}
