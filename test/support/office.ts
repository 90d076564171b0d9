import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import type { SandboxMessage } from '#sandbox/control.ts';
import { ChatdropProcess, chatdrop, type Finished, type RunOptions } from './run-chatdrop.ts';
import { temporaryFolder } from './temp-folder.ts';

/** One line of `history --json`, as far as tests look at it. */
export interface HistoryLine {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly sha256: string | null;
  readonly state: string;
  readonly code: string | null;
  readonly reason: string | null;
  readonly messageId: number | null;
}

export interface OfficeSettings {
  /** Changes to the one watch, to delivery and to the rest of the configuration. */
  readonly watch?: object;
  readonly delivery?: object;
  readonly config?: object;
}

/** A portal, a watched folder and a configuration for the command: what an office has. */
export class Office {
  readonly root: string;
  /** The watched folder; its files go to chat5. */
  readonly folder: string;
  readonly portal: Sandbox;
  #closed: Promise<void> | undefined;

  private constructor(root: string, portal: Sandbox) {
    this.root = root;
    this.folder = join(root, 'scans');
    this.portal = portal;
  }

  static async open({ watch, delivery, config }: OfficeSettings = {}): Promise<Office> {
    const root = temporaryFolder();
    const portal = await startSandbox({ dataDir: join(root, 'portal'), requestsPerSecond: 500, burst: 1000 });
    const office = new Office(root, portal);
    onTestFinished(() => office.closePortal());
    mkdirSync(office.folder);
    office.configure({
      portals: [{ name: 'office', webhook: portal.webhook }],
      bots: [{ name: 'scanner', portal: 'office', botId: 456, botToken: 'my_bot_token' }],
      watches: [
        {
          name: 'scans',
          folder: 'scans',
          bot: 'scanner',
          dialog: 'chat5',
          existing: 'all',
          quietSeconds: 0.2,
          ...watch,
        },
      ],
      delivery: {
        requestsPerSecond: 500,
        burst: 1000,
        verifyAfterSeconds: 0.5,
        retryBaseSeconds: 0.1,
        ...delivery,
      },
      dataDir: 'data',
      ...config,
    });
    return office;
  }

  /** The portal goes down; safe to call twice. */
  closePortal(): Promise<void> {
    return (this.#closed ??= this.portal.close());
  }

  configure(config: object): void {
    writeFileSync(join(this.root, 'chatdrop.json'), JSON.stringify(config));
  }

  /** Writes a file beside the configuration. */
  write(name: string, content: string, mode = 0o644): void {
    writeFileSync(join(this.root, name), content, { mode });
  }

  /** Reads a file beside the configuration. */
  read(name: string): string {
    return readFileSync(join(this.root, name), 'utf8');
  }

  /** Puts a file into the watched folder. */
  put(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Runs the command where its configuration is, to its end. */
  run(...args: readonly string[]): Promise<Finished> {
    return chatdrop(args, this.#here());
  }

  /** Starts the command and leaves it running. */
  start(args: readonly string[], options: RunOptions = {}): ChatdropProcess {
    return new ChatdropProcess(args, { ...this.#here(), ...options });
  }

  async history(...args: readonly string[]): Promise<HistoryLine[]> {
    const { stdout } = await this.run('history', '--json', ...args);
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as HistoryLine);
  }

  /** Messages with a file, oldest first. */
  arrived(dialog = 'chat5'): readonly Required<SandboxMessage>[] {
    return this.portal.control
      .messages(dialog)
      .filter((message): message is Required<SandboxMessage> => message.file !== undefined);
  }

  names(dialog?: string): readonly string[] {
    return this.arrived(dialog).map(({ file }) => file.name);
  }

  async untilArrived(count: number): Promise<void> {
    await vi.waitFor(
      () => {
        const now = this.arrived().length;
        if (now < count) throw new Error(`${now} of ${count} files have arrived`);
      },
      { timeout: 25_000, interval: 20 },
    );
  }

  #here(): RunOptions {
    return { cwd: this.root };
  }
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}
