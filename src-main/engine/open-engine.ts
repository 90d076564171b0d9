import type { EngineConfig } from '#config/engine-config.ts';
import { assemble } from './assemble.ts';
import type { Engine } from './engine.ts';
import type { EngineHost } from './node-host.ts';
import { lockDataFolder } from './store/db/lock.ts';
import { createLedger } from './store/ledger.ts';

/**
 * Opens the data folder and prepares everything; nothing moves before `start`.
 * @throws AppError `ledger.in-use`, `ledger.damaged`, `ledger.too-new`, `ledger.full`, `config.invalid`
 */
export function openEngine(config: EngineConfig, host: EngineHost): Engine {
  const lock = lockDataFolder(config.dataDir);
  try {
    const ledger = createLedger(config.dataDir, host.clock.now());
    try {
      return assemble(config, host, ledger, lock);
    } catch (error) {
      ledger.close();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}
