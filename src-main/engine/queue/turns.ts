import { reasonToWait, type Standstill } from '#domain/standstill.ts';
import { isAllPaused, blockedBy, standstillAt } from '../standstill.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { Followers } from './ahead.ts';
import type { HoldBoard } from './hold-board.ts';
import type { Lane, Lanes } from './lanes.ts';
import type { Looks } from './looks.ts';
import { nextToSend } from './next-to-send.ts';
import type { DeliveryParts } from './parts.ts';
import type { PauseBoard } from './pause-board.ts';

export interface TurnsParts {
  readonly parts: DeliveryParts;
  readonly holds: HoldBoard;
  readonly pauses: PauseBoard;
  readonly lanes: Lanes;
  readonly looks: Looks;
}

/** Whose turn it is to go out. */
export class Turns {
  readonly #with: TurnsParts;

  constructor(parts: TurnsParts) {
    this.#with = parts;
  }

  /** What stands still at this moment. */
  standstill(): Standstill {
    const { parts, holds, pauses } = this.#with;
    const { ledger, watches, settings, clock } = parts;
    const stands = { holds: holds.all, pauses: pauses.all, uploads: ledger.uploads };
    const { workingHours } = settings;
    return standstillAt({ ...stands, watches: watches.values(), workingHours }, clock.now());
  }

  /** Calls `send` for each upload of a portal that goes out now, as many dialogs at a time as are allowed. */
  serve(portal: string, standstill: Standstill, send: (lane: Lane, row: UploadRow) => void): void {
    const { parts, lanes } = this.#with;
    if (!this.#isOpen(portal, standstill)) return;
    for (const lane of lanes.idle(portal)) {
      if (lanes.busyCount(portal) >= parts.settings.perPortal) return;
      const [row] = this.#next(lane, standstill, 1);
      if (row !== undefined) send(lane, row);
    }
  }

  /** Who may go out right after an upload of a dialog, as long as the delivery `goesOn`. */
  followersOf(lane: Lane, goesOn: () => boolean): Followers {
    return {
      next: (most) => (goesOn() ? this.#following(lane, most) : []),
      mayGo: (row) => goesOn() && this.#mayGo(row),
    };
  }

  /** What may go out right after an upload of this dialog without passing over anybody else's turn, `most` at most. */
  #following(lane: Lane, most: number): readonly UploadRow[] {
    const { portal } = lane;
    const standstill = this.standstill();
    if (this.#isWaitedFor(portal, standstill) || !this.#isOpen(portal, standstill) || this.#hasDueCheck(lane))
      return [];
    return this.#next(lane, standstill, most);
  }

  /** False while something keeps back an upload whose turn it was, or another dialog waits for its own. */
  #mayGo(row: UploadRow): boolean {
    const standstill = this.standstill();
    return reasonToWait(row, standstill) === undefined && !this.#isWaitedFor(row.portal, standstill);
  }

  /** True while all that may go out at a time does, and other dialogs have something to send. */
  #isWaitedFor(portal: string, standstill: Standstill): boolean {
    const { parts, lanes } = this.#with;
    if (lanes.busyCount(portal) < parts.settings.perPortal) return false;
    return lanes.idle(portal).some((lane) => this.#next(lane, standstill, 1).length > 0);
  }

  #isOpen(portal: string, standstill: Standstill): boolean {
    const { parts, holds } = this.#with;
    return !isAllPaused(standstill) && !holds.portalIsHeld(portal) && parts.portals.has(portal);
  }

  #next(lane: Lane, standstill: Standstill, most: number): readonly UploadRow[] {
    const { parts, holds, looks } = this.#with;
    const { portal, dialog } = lane;
    if (holds.dialogIsHeld(portal, dialog)) return [];
    const blocked = blockedBy(standstill, holds.heldBots(portal));
    return nextToSend(parts, lane, { now: parts.clock.now(), blocked, most }, (row) => looks.blocks(row));
  }

  #hasDueCheck({ portal, dialog }: Lane): boolean {
    const { uploads } = this.#with.parts.ledger;
    const now = this.#with.parts.clock.now();
    return (['unknown', 'settling'] as const).some((state) =>
      uploads.dueFor(state, now).some((row) => row.portal === portal && row.dialog === dialog),
    );
  }
}
