import type { DatabaseSync } from 'node:sqlite';
import type { ErrorCode } from '#domain/errors.ts';
import type { Target } from '#domain/target.ts';
import type { Remover, UploadEvent, UploadState } from '#domain/upload.ts';
import { applyEvent } from './apply-event.ts';
import { translateSqlErrors, transaction } from '../db/database.ts';
import { searchText } from '../history/history-filter.ts';
import type { Blocked, EarlierDelivery, NewUpload, UploadFacts, UploadRow } from './rows.ts';
import { isClaimOn, type ClaimedMessage } from './message-claims.ts';
import { numberOf, optionalText, textOf, toUploadRow } from './upload-rows.ts';
import { changing, prepareUploadStatements } from './upload-statements.ts';

/** How an attempt ended, for the list of attempts. */
export interface AttemptEnd {
  readonly endedAt: number;
  readonly origin?: string | undefined;
  readonly sentBytes?: number;
}

/**
 * Uploads and their states. Every change is one transaction and on disk when the call returns; a change the
 * state machine does not know is refused by `undefined`.
 */
export class Uploads {
  readonly #db: DatabaseSync;
  readonly #statements;

  constructor(db: DatabaseSync) {
    this.#db = db;
    this.#statements = translateSqlErrors(() => prepareUploadStatements(db));
  }

  /** Queues files in the given order. Runs inside the caller's transaction. */
  insert(upload: NewUpload, state: 'queued' | 'skipped' | 'failed', now: number, code?: ErrorCode): number {
    const { stamp, target } = upload;
    const done = this.#statements.insert.run(
      upload.watch ?? null,
      target.portal,
      target.bot,
      target.dialog,
      upload.caption,
      upload.path,
      upload.root,
      upload.name,
      stamp.size,
      stamp.ino,
      stamp.mtimeMs,
      stamp.ctimeMs,
      searchText(upload.path, target.dialog),
      upload.waitedFor ?? null,
      state,
      code ?? null,
      now,
    );
    return Number(done.lastInsertRowid);
  }

  /** Queues files by hand, in the given order. */
  enqueue(uploads: readonly NewUpload[], now: number): readonly UploadRow[] {
    const ids = transaction(this.#db, () => uploads.map((upload) => this.insert(upload, 'queued', now)));
    return ids.map((id) => this.#known(id));
  }

  /**
   * Lets `event` happen to an upload. Resolves to the row as it is afterwards, or `undefined` when the event
   * means nothing in the state the upload is in now.
   * @throws AppError `ledger.full`: nothing has changed
   */
  apply(id: number, event: UploadEvent, facts: UploadFacts = {}, end?: AttemptEnd): UploadRow | undefined {
    return transaction(this.#db, () => this.applyInTransaction(id, event, facts, end));
  }

  /** Like `apply`, inside the caller's transaction. */
  applyInTransaction(
    id: number,
    event: UploadEvent,
    facts: UploadFacts,
    end?: AttemptEnd,
  ): UploadRow | undefined {
    const before = this.get(id);
    const row = before && applyEvent(before, event, facts);
    if (before === undefined || row === undefined) return undefined;

    this.#statements.update.run(...changing(row));
    if (event.type === 'claim') this.#statements.beginAttempt.run(id, facts.startedAt ?? 0);
    if (end !== undefined && before.startedAt !== undefined) {
      this.#statements.endAttempt.run(
        end.endedAt,
        row.state,
        row.code ?? null,
        end.origin ?? null,
        end.sentBytes ?? null,
        id,
        before.startedAt,
      );
    }
    return row;
  }

  get(id: number): UploadRow | undefined {
    const raw = this.#statements.byId.get(id);
    return raw === undefined ? undefined : toUploadRow(raw);
  }

  /** The upload of a dialog whose turn it is: due, of no blocked watch or bot, ready before the others. */
  nextDue(
    lane: { readonly portal: string; readonly dialog: string },
    now: number,
    blocked: Blocked,
  ): UploadRow | undefined {
    const { everyWatch, watches, bots } = blocked;
    const { ofAll, ofFree } = this.#statements.nextDue;
    const isFree = !everyWatch && watches.length === 0 && bots.length === 0;
    const { queued, waiting } = isFree ? ofAll : ofFree;
    const asked = {
      ...{ portal: lane.portal, dialog: lane.dialog },
      ...(isFree
        ? {}
        : {
            every_watch: everyWatch ? 1 : 0,
            watches: JSON.stringify(watches),
            bots: JSON.stringify(bots),
          }),
    };
    const rows = [queued.get(asked), waiting.get({ ...asked, now })].flatMap((raw) =>
      raw === undefined ? [] : [toUploadRow(raw)],
    );
    return rows.sort((a, b) => a.id - b.id)[0];
  }

  /** Uploads of a dialog in a state, oldest first. */
  inLane(portal: string, dialog: string, state: 'sending' | 'verifying'): readonly UploadRow[] {
    return this.#statements.inLane[state].all(portal, dialog).map(toUploadRow);
  }

  /** Uploads waiting for their look into the chat or for quiet, that are due. */
  dueFor(state: 'verifying' | 'settling', now: number): readonly UploadRow[] {
    return this.#statements.dueFor[state].all(now).map(toUploadRow);
  }

  /** Earliest moment after `now` at which a waiting, verifying or settling upload is due. */
  earliestDue(now: number): number | undefined {
    const at = this.#statements.earliestDue.get(now)?.['at'];
    return typeof at === 'number' ? at : undefined;
  }

  /** Portals and dialogs that have something pending. */
  lanes(): readonly { readonly portal: string; readonly dialog: string }[] {
    return this.#statements.lanes
      .all()
      .map((raw) => ({ portal: textOf(raw, 'portal'), dialog: textOf(raw, 'dialog') }));
  }

  /** All that is pending, by where it goes: `dueAt` is the earliest moment at which one of the group is due. */
  pendingGroups(): readonly (Target & { readonly watch: string | undefined; readonly dueAt: number })[] {
    return this.#statements.pendingGroups.all().map((raw) => ({
      portal: textOf(raw, 'portal'),
      bot: textOf(raw, 'bot'),
      dialog: textOf(raw, 'dialog'),
      watch: optionalText(raw, 'watch'),
      dueAt: numberOf(raw, 'due_at'),
    }));
  }

  /** Uploads that have not ended. */
  pendingCount(): number {
    return numberOf(this.#statements.pendingCount.get() ?? {}, 'count');
  }

  /** Uploads of a watch that have not begun to go out. */
  waitingOf(watch: string): readonly UploadRow[] {
    return this.#statements.waitingOf.all(watch).map(toUploadRow);
  }

  inState(state: UploadState): readonly UploadRow[] {
    return this.#statements.inState.all(state).map(toUploadRow);
  }

  /** Uploads of a portal that failed with a code: those that a mended portal, bot or dialog sets free. */
  failedWith(code: ErrorCode, portal: string): readonly UploadRow[] {
    return this.#statements.failedWith.all(code, portal).map(toUploadRow);
  }

  /** What was delivered into the same dialog with a size, its own by default, since `since`; removed rows included. */
  deliveriesOfSize(
    { portal, dialog, id, size: own }: UploadRow,
    since: number,
    size = own,
  ): readonly EarlierDelivery[] {
    return this.#statements.duplicates.all({ portal, dialog, size, since, id }).map((raw) => ({
      name: textOf(raw, 'name'),
      ino: numberOf(raw, 'ino'),
      size,
      mtimeMs: numberOf(raw, 'mtime_ms'),
      sha256: textOf(raw, 'sha256'),
      deliveredAt: numberOf(raw, 'delivered_at'),
    }));
  }

  /**
   * Whether a message belongs to another upload. `stale`: it did, and now another file is there; the portal was restored
   * from a backup and gives out its ids once more.
   */
  claimOf({ portal, dialog, id }: UploadRow, message: ClaimedMessage): 'none' | 'taken' | 'stale' {
    const claims = this.#statements.claimed.all({ portal, dialog, message: message.messageId, id });
    if (claims.length === 0) return 'none';
    return claims.some((claim) => isClaimOn(claim, message.file)) ? 'taken' : 'stale';
  }

  /** Files of a watch whose last attempt began after `from`, up to `to`: how many, and the first beginning. */
  startedBetween(
    watch: string,
    from: number,
    to: number,
  ): { readonly count: number; readonly first: number | undefined } {
    const raw = this.#statements.startedBetween.get(watch, from, to) ?? {};
    const first = raw['first'];
    return { count: numberOf(raw, 'count'), first: typeof first === 'number' ? first : undefined };
  }

  /** True when a later pending upload already stands for the file with this inode at the path of an upload. */
  hasSuccessor({ path, watch, dialog, id }: UploadRow, ino: number): boolean {
    return this.#statements.successor.get({ path, watch: watch ?? null, dialog, ino, id }) !== undefined;
  }

  /** The row that says that changes of this path are ignored, so that there is one, not one for each save. */
  ignoredFor(watch: string, path: string): UploadRow | undefined {
    const raw = this.#statements.ignoredFor.get(path, watch);
    return raw === undefined ? undefined : toUploadRow(raw);
  }

  /** The file of a pending upload lies elsewhere now, or is another version. Inside the caller's transaction. */
  relocate(id: number, to: Pick<NewUpload, 'path' | 'root' | 'name' | 'stamp' | 'waitedFor'>): void {
    const { stamp } = to;
    const { dialog } = this.#known(id);
    this.#statements.relocate.run(
      to.path,
      to.root,
      to.name,
      stamp.size,
      stamp.ino,
      stamp.mtimeMs,
      stamp.ctimeMs,
      searchText(to.path, dialog),
      to.waitedFor ?? null,
      id,
    );
  }

  /** A skipped upload has another reason now. Inside the caller's transaction. */
  setSkipCode(id: number, code: ErrorCode): void {
    this.#statements.setSkipCode.run(code, id);
  }

  /** Records that a delivered upload is to be removed from the chat, or no longer. @throws AppError `ledger.full` */
  setRemover(id: number, remover: Remover | undefined): void {
    translateSqlErrors(() => this.#statements.setRemover.run(remover ?? null, id));
  }

  /** Delivered uploads whose removal from the chat was asked for and is not recorded yet. */
  toRemove(): readonly UploadRow[] {
    return this.#statements.toRemove.all().map(toUploadRow);
  }

  #known(id: number): UploadRow {
    const row = this.get(id);
    if (row === undefined) throw new TypeError(`upload ${id} is not in the ledger`);
    return row;
  }
}
