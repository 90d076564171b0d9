import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { WatchSpec } from '#domain/watch.ts';
import type { EngineConfig } from '#config/engine-config.ts';
import type { Engine, EngineHost } from '#engine/engine.ts';
import { openEngine } from '#engine/open-engine.ts';
import type { EngineEvent } from '#engine/events.ts';
import { openPortals } from '#bitrix24/portals.ts';
import { nodeHost } from '#engine/node-host.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import { temporaryFolder } from './temp-folder.ts';
import { tempSandbox } from './temp-sandbox.ts';
import { watchSpec } from './watched-folder.ts';

/** The whole engine over a real folder and a sandbox, with waits that tests can afford. */
export class RunningEngine {
  readonly root = temporaryFolder();
  readonly folder = join(this.root, 'scans');
  readonly dataDir = join(this.root, 'data');
  readonly events: EngineEvent[] = [];
  readonly sandbox: Sandbox;
  readonly #host: EngineHost;
  #engine: Engine | undefined;
  config: EngineConfig;

  private constructor(sandbox: Sandbox, host: Partial<EngineHost>) {
    this.sandbox = sandbox;
    this.#host = { ...nodeHost({ log: () => undefined }), openPortals, ...host };
    mkdirSync(this.folder);
    this.config = {
      portals: [
        {
          name: 'office',
          credentials: { type: 'webhook', url: sandbox.webhook },
          maxFileBytes: 104_857_599,
        },
      ],
      bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: 'my_bot_token' }],
      watches: [this.watch()],
      delivery: {
        perPortal: 2,
        requestsPerSecond: 500,
        burst: 1_000,
        verifyAfterMs: 500,
        retryBaseMs: 100,
      },
      dataDir: this.dataDir,
    };
  }

  /** Prepares everything; nothing moves before `start`. */
  static async prepare(
    watch: Partial<WatchSpec> = {},
    host: Partial<EngineHost> = {},
  ): Promise<RunningEngine> {
    const running = new RunningEngine(await tempSandbox(), host);
    running.config = { ...running.config, watches: [running.watch(watch)] };
    onTestFinished(() => running.stop());
    return running;
  }

  /** Everything is there and running. */
  static async start(watch: Partial<WatchSpec> = {}, host: Partial<EngineHost> = {}): Promise<RunningEngine> {
    const running = await RunningEngine.prepare(watch, host);
    await running.start();
    return running;
  }

  get engine(): Engine {
    if (this.#engine === undefined) throw new Error('the engine does not run');
    return this.#engine;
  }

  watch(rest: Partial<WatchSpec> = {}): WatchSpec {
    return watchSpec(this.folder, { existing: 'all', ...rest });
  }

  async start(): Promise<void> {
    this.#engine = openEngine(this.config, this.#host);
    this.#engine.on((event) => this.events.push(event));
    await this.#engine.start();
  }

  async stop(): Promise<void> {
    await this.#engine?.stop();
    this.#engine = undefined;
  }

  /** Puts a file into the watched folder. */
  put(name: string, content: string | Uint8Array = `content of ${name}`): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Looks at the folders, waits until nothing is left to do, and resolves to the names in the chat. */
  async settled(dialog = 'chat5'): Promise<readonly string[]> {
    await this.engine.rescan();
    await this.engine.whenIdle({ maxWaitMs: 5_000 });
    return this.names(dialog);
  }

  /** Names of the files in a chat, in their order. */
  names(dialog = 'chat5'): readonly string[] {
    return this.sandbox.control.messages(dialog).flatMap(({ file }) => file?.name ?? []);
  }

  async until(check: () => void): Promise<void> {
    await vi.waitFor(check, { timeout: 20_000, interval: 20 });
  }
}
