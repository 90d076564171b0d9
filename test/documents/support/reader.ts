import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { codeBlocks } from '#test/project/documents.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';
import { Shell } from './shell.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.screens', 'coverage']);
/** Of the machine in the documents; each reader has these below a folder of its own. */
const PLACES = ['/srv/scans', '/var/lib/chatdrop', '/etc/chatdrop'] as const;
const WEBHOOK = 'https://yourcompany.bitrix24.com/rest/1/abc123def456';

/** Who reads a document and does what it says: a clone, a home, a portal and a shell. */
export class Reader {
  /** The clone, where the shell is. */
  readonly folder: string;
  readonly shell: Shell;
  readonly portal: Sandbox;
  readonly #root: string;
  readonly #replaced = new Map<string, string>();

  private constructor(root: string, portal: Sandbox) {
    this.#root = root;
    this.portal = portal;
    this.folder = join(root, 'clone');
    for (const place of PLACES) this.replace(place, join(root, place));
    this.replace(WEBHOOK, portal.webhook.replace(/\/$/, ''));
    const at = (name: string) => join(root, name);
    for (const name of ['bin', 'home', 'tmp', 'srv/scans', 'var/lib', 'etc/chatdrop'])
      mkdirSync(at(name), { recursive: true });
    // What `npm install --global` would put there.
    writeFileSync(at('bin/chatdrop'), `#!/bin/sh\nexec node '${this.folder}/dist/cli/main.js' "$@"\n`, {
      mode: 0o755,
    });
    this.shell = new Shell(this.folder, at('shell'), {
      PATH: `${at('bin')}:${dirname(process.execPath)}:${process.env['PATH']}`,
      HOME: at('home'),
      TMPDIR: at('tmp'),
      TZ: 'UTC',
      npm_config_update_notifier: 'false',
    });
  }

  static async open(): Promise<Reader> {
    const root = temporaryFolder();
    const portal = await startSandbox({ dataDir: join(root, 'portal'), requestsPerSecond: 500, burst: 1000 });
    onTestFinished(() => portal.close());
    const clone = join(root, 'clone');
    cpSync(ROOT, clone, { recursive: true, filter: (path) => !LEFT_OUT.has(path.slice(ROOT.length + 1)) });
    // What `npm ci` makes.
    symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
    cpSync(join(ROOT, 'dist/cli'), join(clone, 'dist/cli'), { recursive: true });
    const reader = new Reader(root, portal);
    reader.configure();
    reader.write('scan.pdf', 'a page');
    return reader;
  }

  /** From now on the reader has `own` wherever the document has `example`. */
  replace(example: string, own: string): void {
    this.#replaced.set(example, own);
  }

  /** A text of the document with what is the reader's own in it. */
  asOwn(text: string): string {
    return [...this.#replaced].reduce((own, [example, mine]) => own.replaceAll(example, mine), text);
  }

  /** The block of a document with this text in it. */
  shown(path: string, text: string): string {
    const blocks = codeBlocks(readFileSync(join(ROOT, path), 'utf8'));
    const block = blocks.find(({ code }) => code.includes(text));
    if (block === undefined) throw new Error(`${path} shows no ${text}`);
    return block.code;
  }

  /** Writes a file, below the clone or by its place in the document. */
  write(path: string, content: string): void {
    // Configurations of tests hold secrets.
    writeFileSync(resolve(this.folder, this.asOwn(path)), content, { mode: 0o600 });
  }

  /** The reader has a portal, a bot and a watch from before. */
  configure(changes: object = {}): void {
    const config = {
      portals: [{ name: 'office', webhook: this.portal.webhook }],
      bots: [{ name: 'scanner', portal: 'office', botId: SANDBOX_BOT.id, botToken: SANDBOX_BOT.token }],
      watches: [{ name: 'scans', folder: this.asOwn('/srv/scans'), bot: 'scanner', dialog: 'chat5' }],
      dataDir: this.asOwn('/var/lib/chatdrop'),
      ...changes,
    };
    this.write('chatdrop.json', JSON.stringify(config));
  }

  /** Resolves when a file of this name is in the chat. */
  async untilArrived(name: string): Promise<void> {
    await vi.waitFor(
      () => {
        const names = this.portal.control.messages('chat5').map(({ file }) => file?.name);
        if (!names.includes(name)) throw new Error(`${name} is not in the chat, but ${names.join(', ')}`);
      },
      { timeout: 30_000, interval: 50 },
    );
  }

  /** Where programs put what they do not mean to keep. */
  get temporary(): string {
    return join(this.#root, 'tmp');
  }
}
