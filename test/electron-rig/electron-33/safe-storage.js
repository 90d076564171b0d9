/** The asynchronous half of `safeStorage` came with Electron 39; its own calls of before stand behind it here. */
import { safeStorage } from 'electron';

safeStorage.isAsyncEncryptionAvailable = async () => safeStorage.isEncryptionAvailable();
safeStorage.encryptStringAsync = async (text) => safeStorage.encryptString(text);
safeStorage.decryptStringAsync = async (sealed) => ({
  result: safeStorage.decryptString(sealed),
  shouldReEncrypt: false,
});
