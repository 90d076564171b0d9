import { createHash } from 'node:crypto';
import type { WatchSpec } from '#domain/watch.ts';
import type { DeliverySpec } from '#config/engine-config.ts';
import type { EngineEvent } from '#engine/events.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { seeded } from '#test/crash/random.ts';
import { ManualClock } from '#test/support/manual-clock.ts';
import type { Broken } from './broken.ts';
import type { Content } from './content.ts';
import { Excused } from './excused.ts';
import { overtaking } from './in-order.ts';
import { Life } from './life.ts';
import type { History } from './operations.ts';
import { FOLDERS, pathOf, WATCHES } from './places.ts';
import { RecycleBin } from './recycle-bin.ts';
import { Restraint } from './restraint.ts';
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

const OLD_BYTES = 9;

/** A machine with two watched folders, a portal, and a program that dies and lives again. */
export class World {
  readonly clock = new ManualClock();
  readonly files = new SimFiles(
    FOLDERS,
    () => this.clock.now(),
    () => this.#listing(),
  );
  readonly server: SimServer;
  readonly disk: SimDisk;
  readonly watches: readonly WatchSpec[];
  readonly settings: DeliverySpec;
  /** Everything that was ever written, by its hash. */
  readonly written = new Map<string, Content>();
  readonly excused: Excused;
  readonly restraint: Restraint;
  /** What happened, for comparing two runs. */
  readonly trace: string[] = [];
  /** What was seen first of a promise that the program broke; it must not hear of that itself. */
  broken: Broken | undefined;
  life: Life;
  readonly #history: History;
  readonly #sabotage: Sabotage;
  readonly #random: () => number;
  readonly #bin: RecycleBin;
  readonly #sending = new Set<number>();
  #contents = 0;

  constructor(history: History, disk: SimDisk, sabotage: Sabotage) {
    this.#history = history;
    this.#sabotage = sabotage;
    this.#random = seeded(history.seed);
    this.disk = disk;
    this.server = new SimServer(this.clock, history);
    this.watches = WATCHES.map(({ name, folder, dialog }) => specOf({ ...history, name, folder, dialog }));
    const { watches, written } = this;
    this.excused = new Excused({ history, watches, written, db: () => disk.db });
    this.restraint = new Restraint(this.clock, history.cap);
    this.#bin = new RecycleBin({
      files: this.files,
      server: this.server,
      written,
      contentOf: (bytes) => this.hashOf(bytes),
    });
    this.settings = {
      perPortal: 2,
      requestsPerSecond: 2,
      burst: 50,
      verifyAfterMs: sabotage.verifyAfterMs ?? 65_000,
      retryBaseMs: 1_000,
    };
    for (const file of history.before) this.save('write', pathOf(file), OLD_BYTES);
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

  /** Whatever was wrong is mended, and nothing is held back any more. */
  heal(): void {
    this.server.heal();
    this.files.heal();
    this.disk.setFull(false);
    this.life.killAfterCommits(Infinity);
    this.resume(undefined);
    for (const { name } of this.watches) this.resume(name);
  }

  /** The user pauses a watch, or everything. @throws AppError `ledger.full` */
  pause(watch: string | undefined, ms: number | undefined): void {
    const until = ms === undefined ? undefined : this.clock.now() + ms;
    this.life.delivery.pause({ watch, until });
    this.restraint.pause(watch, until, this.life.choices.underWay());
  }

  /** @throws AppError `ledger.full` */
  resume(watch: string | undefined): void {
    this.life.delivery.resume(watch);
    this.restraint.resume(watch);
  }

  /** Sets the wall clock forward or back. */
  setClock(byMs: number): void {
    if (byMs < 0) this.excused.setBack();
    this.restraint.aroundJump(byMs, () => this.clock.jumpTo(this.clock.now() + byMs));
  }

  save(how: 'write' | 'replace', path: string, size: number): void {
    if (!this.files.isThere(path)) return;
    const bytes = new TextEncoder().encode(String(++this.#contents).padStart(size, '.'));
    this.files[how](path, bytes);
    const sha256 = sha256Of(bytes);
    const stamp = this.files.stampNow(path);
    const paths = new Set([path]);
    const content = { sha256, size, inode: stamp?.ino, mtimeMs: stamp?.mtimeMs, paths };
    this.written.set(sha256, content);
    this.excused.cameToLie(content);
    this.excused.lieAt(path, content);
    this.excused.taken(path, content.inode);
  }

  rename(from: string, to: string): void {
    if (!this.files.isThere(from) || !this.files.isThere(to)) return;
    const inode = this.files.inodeOf(from);
    this.excused.taken(to, inode);
    this.files.rename(from, to);
    for (const content of this.written.values()) {
      if (content.inode !== inode) continue;
      content.paths.add(to);
      this.excused.renamed(content);
      this.excused.lieAt(to, content);
    }
  }

  #listing(): Promise<void> {
    const { listMs } = this.#history;
    if (listMs === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.clock.setTimer(listMs, resolve);
    });
  }

  #hear(event: EngineEvent, { ledger, choices }: Life): void {
    if (event.type === 'after' && event.row.afterState === 'trashed') this.#bin.recorded(event.row.path);
    if (event.type !== 'upload') return;
    const { row } = event;
    this.trace.push(`${this.clock.monotonicMs()} ${row.id} ${row.name} ${row.state} ${row.code ?? ''}`);
    const wasSending = this.#sending.has(row.id);
    if (row.state === 'sending') this.#sending.add(row.id);
    else this.#sending.delete(row.id);
    // One whose file is renamed meanwhile is told of again.
    if (row.state !== 'sending' || wasSending) return;
    const chosen = choices.claimed(row.dialog, row.path);
    this.broken ??= overtaking(ledger, row, chosen, this.clock.now());
    this.broken ??= this.restraint.claimed(row, chosen);
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
        this.#hear(event, life);
      },
      trash: (path) => {
        this.broken ??= this.#bin.take(path);
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
