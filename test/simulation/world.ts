import { createHash } from 'node:crypto';
import type { WatchSpec } from '#domain/watch.ts';
import type { DeliverySettings } from '#engine/config.ts';
import type { UploadRow } from '#engine/ledger/rows.ts';
import { seeded } from '#test/crash/random.ts';
import { ManualClock } from '#test/support/manual-clock.ts';

import type { Content } from './content.ts';
import { Excused } from './excused.ts';
import { requireOrder } from './invariants.ts';
import { Life } from './life.ts';
import type { History, Operation } from './operations.ts';
import { SimFiles } from './sim-files.ts';
import type { SimDisk } from './sim-ledger.ts';
import { SimServer } from './sim-server.ts';
import { specOf } from './spec.ts';

/** How a control differs from the real thing. */
export interface Sabotage {
  /** Looks into the chat see nothing. */
  readonly isBlind?: boolean;
  /** Wait before a look into the chat. */
  readonly verifyAfterMs?: number;
  /** The folder is looked at once; later there are only the system's events, of which a full queue drops all. */
  readonly isWatcherOnly?: boolean;
}

const WATCHES = [
  { name: 'scans', folder: '/srv/scans', dialog: 'chat5' },
  { name: 'photos', folder: '/srv/photos', dialog: 'chat6' },
] as const;
const OLD_BYTES = 9;
const FOLDERS = ['/srv/scans', '/srv/scans/in', '/srv/photos'];
const PATHS = [
  '/srv/scans/a.pdf',
  '/srv/scans/b.pdf',
  '/srv/scans/in/a.pdf',
  '/srv/scans/c.pdf',
  '/srv/photos/a.pdf',
  '/srv/photos/d.jpg',
] as const;

/** A machine with two watched folders, a portal, and a program that dies and lives again. */
export class World {
  readonly clock = new ManualClock();
  readonly files = new SimFiles(
    FOLDERS,
    () => this.clock.now(),
    () => this.#listing(),
  );
  readonly server = new SimServer(this.clock);
  readonly disk: SimDisk;
  readonly watches: readonly WatchSpec[];
  readonly settings: DeliverySettings;
  /** Everything that was ever written, by its hash. */
  readonly written = new Map<string, Content>();
  readonly excused: Excused;
  /** What happened, for comparing two runs. */
  readonly trace: string[] = [];
  life: Life;
  readonly #history: History;
  readonly #sabotage: Sabotage;
  readonly #random: () => number;
  #contents = 0;

  constructor(history: History, disk: SimDisk, sabotage: Sabotage) {
    this.#history = history;
    this.#sabotage = sabotage;
    this.#random = seeded(history.seed);
    this.disk = disk;
    this.watches = WATCHES.map(({ name, folder, dialog }) =>
      specOf({ name, folder, dialog, changed: history.changed, existing: history.existing }),
    );
    const { watches, written } = this;
    this.excused = new Excused({ history, watches, written, db: () => disk.db });
    this.settings = {
      perPortal: 2,
      requestsPerSecond: 2,
      burst: 50,
      verifyAfterMs: sabotage.verifyAfterMs ?? 65_000,
      retryBaseMs: 1_000,
    };
    for (const file of history.before) this.#save('write', file, OLD_BYTES);
    this.excused.beforeAll();
    this.clock.jumpTo(this.clock.now() + 1);
    this.life = this.#boot(history.firstCommits);
  }

  /** A dead program is started again. */
  async revive(): Promise<void> {
    if (!this.life.isDead) return;
    this.life = this.#boot();
    await this.clock.advance(0);
  }

  rows(): readonly UploadRow[] {
    const ids = this.life.ledger.db.prepare('SELECT id FROM uploads ORDER BY id').all();
    return ids.flatMap(({ id }) => this.life.ledger.uploads.get(Number(id)) ?? []);
  }

  /** What is known of a content that lies in a file. */
  hashOf(bytes: Uint8Array): Content {
    const content = this.written.get(sha256Of(bytes));
    if (content === undefined) throw new RangeError('nobody wrote this');
    return content;
  }

  /** What lay in the version of a file that an upload goes by. */
  contentOf({ ino, mtimeMs }: UploadRow): Content | undefined {
    return [...this.written.values()].find((one) => one.inode === ino && one.mtimeMs === mtimeMs);
  }

  async perform(operation: Operation): Promise<void> {
    switch (operation.do) {
      case 'write':
      case 'replace':
        this.#save(operation.do, operation.file, operation.size);
        return;
      case 'rename':
        this.#rename(pathOf(operation.file), pathOf(operation.to));
        return;
      case 'remove':
        if (this.files.isThere(pathOf(operation.file))) this.files.remove(pathOf(operation.file));
        return;
      case 'lock':
      case 'unlock':
        this.files.lock(pathOf(operation.file), operation.do === 'lock');
        return;
      case 'unplug':
      case 'plug':
        this.files.setAway(WATCHES[operation.watch]?.folder ?? '', operation.do === 'unplug');
        return;
      case 'pass':
        await this.clock.advance(operation.ms);
        return;
      case 'jump':
        if (operation.ms < 0) this.excused.setBack();
        this.clock.jumpTo(this.clock.now() + operation.ms);
        return;
      case 'kill':
        this.life.kill();
        await this.clock.advance(operation.ms);
        return;
      case 'stop':
        this.life.stop(20_000);
        await this.clock.advance(operation.ms);
        this.life.kill();
        return;
      case 'kill-at-commit':
        this.life.killAfterCommits(operation.count);
        return;
      case 'mishap':
        this.server.mishaps.push(operation.mishap);
        return;
      case 'deaf':
        this.server.deafFor += operation.times;
        return;
      case 'chatter':
        this.server.chatter(WATCHES[operation.watch]?.dialog ?? '');
        return;
      case 'offline':
      case 'online':
        this.server.isOffline = operation.do === 'offline';
        return;
      case 'disk-full':
      case 'disk-free':
        this.disk.setFull(operation.do === 'disk-full');
        return;
      case 'hurry':
        this.life.delivery.hurry();
    }
  }

  /** Whatever was wrong is mended. */
  heal(): void {
    this.server.heal();
    this.files.heal();
    this.disk.setFull(false);
  }

  #save(how: 'write' | 'replace', file: number, size: number): void {
    const path = pathOf(file);
    if (!this.files.isThere(path)) return;
    const bytes = new TextEncoder().encode(String(++this.#contents).padStart(size, '.'));
    this.files[how](path, bytes);
    const sha256 = sha256Of(bytes);
    const stamp = this.files.stampNow(path);
    const paths = new Set([path]);
    const content = { sha256, inode: stamp?.ino, mtimeMs: stamp?.mtimeMs, paths };
    this.written.set(sha256, content);
    this.excused.cameToLie(content);
    this.excused.taken(path, content.inode);
  }

  #rename(from: string, to: string): void {
    if (!this.files.isThere(from) || !this.files.isThere(to)) return;
    const inode = this.files.inodeOf(from);
    this.excused.taken(to, inode);
    this.files.rename(from, to);
    for (const content of this.written.values()) {
      if (content.inode !== inode) continue;
      content.paths.add(to);
      this.excused.renamed(content);
    }
  }

  #listing(): Promise<void> {
    const { listMs } = this.#history;
    if (listMs === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.clock.setTimer(listMs, resolve);
    });
  }

  /** With `commits` it dies when so many are on disk. */
  #boot(commits = 0): Life {
    this.excused.starts();
    const life = new Life({
      disk: this.disk,
      files: this.files,
      server: this.server,
      clock: this.clock,
      random: this.#random,
      watches: this.watches,
      settings: this.settings,
      canRead: this.#history.canRead,
      isBlind: this.#sabotage.isBlind ?? false,
      isWatcherOnly: this.#sabotage.isWatcherOnly ?? false,
      isNetwork: this.#history.drive === 'network',
      onEvent: (event) => {
        if (event.type !== 'upload') return;
        const { id, state, code, name } = event.row;
        this.trace.push(`${this.clock.monotonicMs()} ${id} ${name} ${state} ${code ?? ''}`);
        if (state === 'sending') requireOrder(life.ledger, event.row);
      },
    });
    if (commits > 0) life.killAfterCommits(commits);
    life.start();
    return life;
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function pathOf(file: number): string {
  return PATHS[file] ?? PATHS[0];
}
