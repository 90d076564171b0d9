import { isSameVersion } from '#domain/file-stamp.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Portal, ReadyFile } from '../ports.ts';
import { mayJoin } from './may-join.ts';
import { fileToPost, type DeliveryParts } from './parts.ts';
import type { Unrecorded } from './unrecorded.ts';

/** So many are claimed together at most: after a kill the chat is looked at for each of them. */
const MOST_AT_ONCE = 8;

/**
 * What is claimed together goes out within this time, as fast as the portal has answered so far. A slower portal sets the
 * pace itself, and nothing is won by claiming early.
 */
const WITHIN_MS = 20;

/** An upload whose turn comes. */
export interface Turn {
  readonly row: UploadRow;
  readonly ready?: ReadyFile;
  /** On disk as `sending` already. */
  readonly isClaimed: boolean;
}

/** Who may go out right after an upload of one dialog. */
export interface Followers {
  /** Those that are due, in their order, `most` at most. @throws AppError when the ledger fails */
  next(most: number): readonly UploadRow[];
  /** False once something keeps back what was claimed. */
  mayGo(row: UploadRow): boolean;
}

/** How fast a portal is. */
export interface Pace {
  /** How long it took for its last answer once all of a file was handed over. */
  answerMs: number;
}

export interface AheadParts {
  readonly parts: DeliveryParts;
  readonly portal: Portal;
  readonly followers: Followers;
  readonly unrecorded: Unrecorded;
  readonly stopping: AbortSignal;
  readonly pace: Pace;
  /** How many may follow the first. */
  readonly most: number;
  /** Hears of what is claimed before its turn, before anybody else does. */
  readonly onClaimed: (claimed: readonly UploadRow[]) => void;
}

/**
 * Makes ready what follows while the portal still works on an upload. Small files are read; where the portal answers faster
 * than a disk writes, and the chat can be looked into after a kill, some are claimed together, in the one transaction that
 * records those that were posted before.
 */
export class Ahead {
  readonly #with: AheadParts;
  #left: number;
  #claimed: readonly Turn[] = [];
  #read: readonly Required<Turn>[] = [];
  #reading: Promise<void> | undefined;
  #claiming: Promise<void> | undefined;
  #isOver = false;
  #handedOverMs = 0;

  constructor(parts: AheadParts) {
    this.#with = parts;
    this.#left = parts.most;
  }

  /** True for what is claimed and has not begun. */
  holds(id: number): boolean {
    return this.#claimed.some(({ row }) => row.id === id);
  }

  /** Takes out one that is claimed and has not begun. */
  drop(id: number): void {
    this.#claimed = this.#claimed.filter(({ row }) => row.id !== id);
  }

  /** All of `current` is on its way: there is time until its answer comes. */
  prepare(current: UploadRow): void {
    this.#handedOverMs = this.#with.parts.clock.monotonicMs();
    if (this.#read.length === 0)
      this.#reading ??= this.#readMore().finally(() => (this.#reading = undefined));
    if (this.#claimed.length > 0) return;
    // What fails here fails again in the turn of its own, which says so.
    this.#claiming ??= this.#claimAfter(current)
      .catch(() => undefined)
      .finally(() => (this.#claiming = undefined));
  }

  /** The answer to what was handed over has come. */
  answered(): void {
    this.#with.pace.answerMs = this.#with.parts.clock.monotonicMs() - this.#handedOverMs;
  }

  /**
   * What goes out now, if anything does; not with the content just sent, which may make it a repeat.
   * @throws AppError when we have to stop before it is recorded what was posted
   */
  async next(sentSha256: string): Promise<Turn | undefined> {
    const { parts, portal, followers, stopping } = this.#with;
    if (this.#claimed.length === 0) await untilEither(this.#claiming ?? this.#reading, stopping);
    const turn = this.#claimed[0] ?? (await this.#unclaimed(sentSha256));
    if (turn === undefined || stopping.aborted || !followers.mayGo(turn.row)) return undefined;
    // Moved by its watch since it was claimed: that counts once it is back in line.
    if (turn.isClaimed && !this.#isAsRead(turn.row)) return undefined;
    // Set up anew meanwhile, with other credentials perhaps.
    if (parts.portals.get(turn.row.portal) !== portal) return undefined;
    this.drop(turn.row.id);
    this.#left -= 1;
    return turn;
  }

  /** Nothing follows any more. Answers with what was claimed in vain, until it is dropped. */
  end(): readonly UploadRow[] {
    this.#isOver = true;
    return this.#claimed.map(({ row }) => row);
  }

  /** So many may be claimed together, if at all. */
  #atOnce(): number {
    const { pace, portal } = this.#with;
    return Math.min(MOST_AT_ONCE, Math.floor(WITHIN_MS / pace.answerMs), portal.freeNow());
  }

  async #readMore(): Promise<void> {
    const left = this.#left - this.#claimed.length;
    if (left < 1) return;
    const rows = this.#follow(Math.min(Math.max(this.#atOnce(), 1), left));
    const turns = await Promise.all(
      rows.map(async (row) => ({ row, ready: await this.#with.portal.readAhead(fileToPost(row)) })),
    );
    // Up to the first that was not read: the order stays.
    const read: Required<Turn>[] = [];
    for (const { row, ready } of turns) {
      if (ready === undefined) break;
      read.push({ row, ready, isClaimed: false });
    }
    this.#read = read;
  }

  async #claimAfter(current: UploadRow): Promise<void> {
    const { portal, stopping } = this.#with;
    await this.#reading;
    if (!this.#goesOn() || this.#read.length === 0 || this.#atOnce() < 1) return;
    const canLook = await portal.canReadMessages(current, stopping);
    if (canLook && this.#goesOn()) this.#claim(current);
  }

  #goesOn(): boolean {
    return !this.#isOver && !this.#with.stopping.aborted;
  }

  /** Those of the files read that may be claimed now, up to the first that may not: the order stays. */
  #claim(current: UploadRow): void {
    const { parts, portal, followers, unrecorded } = this.#with;
    const together = [...unrecorded.rows, current];
    const joining: Required<Turn>[] = [];
    for (const turn of this.#read.slice(0, this.#atOnce())) {
      const { row } = turn;
      // The others are asked about when their turn comes.
      if (joining.length === 0 && !followers.mayGo(row)) return;
      if (!this.#isAsRead(row) || !mayJoin(parts, portal, row, together)) break;
      together.push(row);
      joining.push(turn);
    }
    if (joining.length === 0) return;
    const rows = joining.map(({ row }) => row);
    unrecorded.claim(rows, current.baseline ?? 0, (claimed) => {
      this.#read = this.#read.slice(joining.length);
      this.#claimed = joining.flatMap(({ row: { id }, ready }) => {
        const row = claimed.find((one) => one.id === id);
        return row === undefined ? [] : [{ row, ready, isClaimed: true }];
      });
      this.#with.onClaimed(claimed);
    });
  }

  async #unclaimed(sentSha256: string): Promise<Turn | undefined> {
    const [turn, ...later] = this.#read;
    this.#read = [];
    if (turn === undefined || turn.ready.sha256 === sentSha256) return undefined;
    const { unrecorded } = this.#with;
    // It may be a repeat of what the ledger does not know yet.
    if (unrecorded.rows.length > 1) await unrecorded.settle();
    const [row] = this.#follow(1);
    if (row?.id !== turn.row.id || !this.#isAsRead(turn.row)) return undefined;
    this.#read = later;
    return { ...turn, row };
  }

  #isAsRead(row: UploadRow): boolean {
    const now = this.#with.parts.ledger.uploads.get(row.id);
    return now?.state === row.state && now.path === row.path && isSameVersion(now, row);
  }

  #follow(most: number): readonly UploadRow[] {
    try {
      return this.#with.followers.next(most);
    } catch {
      return []; // the loop that asks everybody meets the same and says so
    }
  }
}

/** Resolves when the work is done, or when we have to stop. */
function untilEither(work: Promise<void> | undefined, stopping: AbortSignal): Promise<void> {
  if (work === undefined || stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      stopping.removeEventListener('abort', end);
      resolve();
    };
    stopping.addEventListener('abort', end);
    void work.then(end);
  });
}
