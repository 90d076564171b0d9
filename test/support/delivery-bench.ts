import { onTestFinished } from 'vitest';
import type { UploadState } from '#domain/upload.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { DeliverySpec } from '#config/engine-config.ts';
import type { EngineEvent } from '#engine/events.ts';
import type { Ledger } from '#engine/store/ledger.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import type { Clock } from '#engine/ports.ts';
import { Delivery } from '#engine/delivery/delivery.ts';
import { FakePortal } from './fake-portal.ts';
import { ledgerIn } from './ledger.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryFiles } from './memory-files.ts';

interface QueueOptions {
  readonly dialog?: string;
  /** Null for a file sent by hand. */
  readonly watch?: string | null;
  readonly portal?: string;
  /** What every one of them holds; by default each something of its own. */
  readonly content?: string;
}

/** A delivery on a real ledger, with time, files and portal in the test's hands. */
export class DeliveryBench {
  readonly clock = new ManualClock();
  readonly files = new MemoryFiles(() => this.clock.now());
  readonly portal = new FakePortal(this.files);
  readonly ledger: Ledger;
  readonly events: EngineEvent[] = [];
  /** Hears of each event while it happens. */
  onEvent: (event: EngineEvent) => void = () => undefined;
  readonly watches = new Map<string, WatchSpec>();
  settings: DeliverySpec = {
    perPortal: 2,
    requestsPerSecond: 2,
    burst: 50,
    verifyAfterMs: 65_000,
    retryBaseMs: 5_000,
  };
  /** Whether the folders of the watches are there. */
  isThere = true;
  delivery: Delivery;
  #generation = 0;

  constructor(folder?: string) {
    this.ledger = ledgerIn(folder, this.clock.now());
    this.delivery = this.#make();
    onTestFinished(() => this.delivery.stop(0));
  }

  /** Queues files with the given content, in this order; without a watch they were sent by hand. */
  queue(
    names: readonly string[],
    { dialog = 'chat5', watch = 'scans', portal = 'office', content }: QueueOptions = {},
  ): readonly UploadRow[] {
    const rows = this.ledger.uploads.enqueue(
      names.map((name) => {
        const path = `/srv/scans/${name}`;
        const stamp = this.files.write(path, content ?? `content of ${name}`);
        const target = { portal, bot: 'scanner', dialog };
        return { watch: watch ?? undefined, target, caption: '', path, root: '/srv/scans', name, stamp };
      }),
      this.clock.now(),
    );
    this.delivery.added(rows);
    return rows;
  }

  async start(): Promise<void> {
    this.delivery.start();
    await this.clock.advance(0);
  }

  /** The program is ended and started again. */
  async restart(): Promise<void> {
    await this.delivery.stop(0);
    this.delivery = this.#make();
    await this.start();
  }

  /** The process dies at this moment and is started again: whatever it was waiting for never comes. */
  async kill(): Promise<void> {
    this.#generation += 1;
    this.delivery = this.#make();
    await this.start();
  }

  states(): readonly UploadState[] {
    return this.rows().map((row) => row.state);
  }

  rows(): readonly UploadRow[] {
    return this.ledger.db
      .prepare('SELECT id FROM uploads ORDER BY id')
      .all()
      .flatMap((raw) => this.ledger.uploads.get(Number(raw['id'])) ?? []);
  }

  /** Time as the living process has it. */
  #mortalClock(): Clock {
    const born = this.#generation;
    return {
      now: () => this.clock.now(),
      monotonicMs: () => this.clock.monotonicMs(),
      setTimer: (delayMs, run) =>
        this.clock.setTimer(delayMs, () => {
          if (born === this.#generation) run();
        }),
    };
  }

  #make(): Delivery {
    return new Delivery({
      ledger: this.ledger,
      portals: new Map([
        ['office', this.portal],
        ['branch', this.portal],
      ]),
      watches: this.watches,
      files: this.files,
      clock: this.#mortalClock(),
      random: () => 0.5,
      settings: this.settings,
      isFolderPresent: () => this.isThere,
      emit: (event) => {
        this.events.push(event);
        this.onEvent(event);
      },
      log: () => undefined,
    });
  }
}
