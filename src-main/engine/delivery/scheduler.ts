import type { Standstill } from '#domain/blockers.ts';
import { isAllPaused, blockedBy, standstillAt } from './blockers/current-blockers.ts';
import type { UploadRow } from '../ledger/rows.ts';
import type { HoldBoard } from './blockers/hold-registry.ts';
import type { Lane, Lanes } from './lanes.ts';
import type { Looks } from './verify/upload-verifier.ts';
import { nextToSend } from './pick-next.ts';
import type { DeliveryParts } from './deps.ts';
import type { PauseBoard } from './blockers/pause-registry.ts';

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
      const row = this.#next(lane, standstill);
      if (row !== undefined) send(lane, row);
    }
  }

  #isOpen(portal: string, standstill: Standstill): boolean {
    const { parts, holds } = this.#with;
    return !isAllPaused(standstill) && !holds.portalIsHeld(portal) && parts.portals.has(portal);
  }

  #next(lane: Lane, standstill: Standstill): UploadRow | undefined {
    const { parts, holds, looks } = this.#with;
    const { portal, dialog } = lane;
    if (holds.dialogIsHeld(portal, dialog)) return undefined;
    const blocked = blockedBy(standstill, holds.heldBots(portal));
    return nextToSend(parts, lane, parts.clock.now(), blocked, (row) => looks.blocks(row));
  }
}
