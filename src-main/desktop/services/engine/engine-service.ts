import { AppError, type ErrorCode } from '#domain/errors.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { Engine, EngineHost } from '#engine/engine.ts';
import { openEngine } from '#engine/open-engine.ts';
import type { EngineEvent } from '#engine/events.ts';
import { openLedgerClient, type LedgerClient } from '#engine/store/secondary-client.ts';
import { NOTHING_MANAGED, type ManagedConfig } from '../settings/managed.ts';

export interface EngineServiceDeps {
  readonly host: EngineHost;
  /** The configuration that should apply now. */
  readonly config: () => Promise<ManagedConfig>;
  readonly onEvent: (event: EngineEvent) => void;
  /** The ledger is open. Called before the first event. */
  readonly onOpen: () => void;
  /** The engine uses new settings, or it could not be opened. */
  readonly onChange: () => void;
}

/** Owns the engine and a client of its ledger. Configuration changes are applied one after another. */
export class EngineService {
  readonly #deps: EngineServiceDeps;
  #engine: Engine | undefined;
  #ledger: LedgerClient | undefined;
  #config: EngineConfig | undefined;
  #managed: Omit<ManagedConfig, 'config'> = NOTHING_MANAGED;
  #failure: ErrorCode | undefined;
  readonly #ready = Promise.withResolvers<undefined>();
  #lastChange: Promise<void> = Promise.resolve();
  #isStopped = false;
  #isFirst = true;

  constructor(deps: EngineServiceDeps) {
    this.#deps = deps;
  }

  /** Why there is no engine; undefined when there is one. */
  get failure(): ErrorCode | undefined {
    return this.#failure;
  }

  /** The parts of the settings that the policy excludes, and the watches that it adds. */
  get managed(): Omit<ManagedConfig, 'config'> {
    return this.#managed;
  }

  /** @throws AppError while there is none: with the reason, or `internal` before the start */
  get engine(): Engine {
    if (this.#engine === undefined) throw new AppError(this.#failure ?? 'internal', 'there is no engine');
    return this.#engine;
  }

  /** @throws AppError as `engine` does */
  get ledger(): LedgerClient {
    if (this.#ledger === undefined) throw new AppError(this.#failure ?? 'internal', 'there is no ledger');
    return this.#ledger;
  }

  /** Resolves when the engine is open or has failed to open. The initial scan may still run. */
  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  get isRunning(): boolean {
    return this.#engine !== undefined;
  }

  /**
   * Applies the settings to the engine. Resolves when the engine uses them. Watches of the first call start at the start
   * of the program, watches of later calls at the time of the call, even if an earlier change delays them.
   */
  apply(): Promise<void> {
    const { since, clock } = this.#deps.host;
    const begins = this.#isFirst ? since : clock.now();
    this.#isFirst = false;
    this.#lastChange = this.#lastChange.then(() => (this.#isStopped ? undefined : this.#applyNow(begins)));
    return this.#lastChange;
  }

  /** Finishes or parks running uploads within 30 s. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#ready.resolve(undefined);
    await this.#lastChange;
    await this.#close();
  }

  async #applyNow(since: number | undefined): Promise<void> {
    const { config, ...managed } = await this.#deps.config();
    this.#managed = managed;
    if (this.#engine !== undefined && JSON.stringify(config) === JSON.stringify(this.#config)) return;
    this.#config = config;
    try {
      if (this.#engine !== undefined) {
        await this.#engine.reconfigure(config, since);
        this.#deps.onChange();
        return;
      }
      this.#engine = openEngine(config, { ...this.#deps.host, since });
      this.#ledger = openLedgerClient(config.dataDir, () => this.#deps.host.clock.now());
      this.#failure = undefined;
      this.#engine.on(this.#deps.onEvent);
      this.#deps.onOpen();
      this.#ready.resolve(undefined);
      await this.#engine.start();
    } catch (thrown) {
      const error = AppError.from(thrown);
      this.#deps.host.log('error', 'the engine cannot run', { code: error.code, cause: thrown });
      await this.#close();
      this.#failure = error.code;
      this.#ready.resolve(undefined);
    }
    this.#deps.onChange();
  }

  async #close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    this.#ledger?.close();
    this.#ledger = undefined;
    await engine?.stop();
  }
}
