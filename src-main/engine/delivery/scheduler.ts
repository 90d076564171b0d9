import type { Blockers } from '#domain/blockers.ts';
import { mayLookAlike } from '#domain/match-message.ts';
import type { UploadRow } from '../store/uploads/rows.ts';
import { blockedUploads, isAllPaused } from './blockers/current-blockers.ts';
import type { HoldRegistry } from './blockers/hold-registry.ts';
import type { DeliveryDeps } from './deps.ts';
import type { Lane, Lanes } from './lanes.ts';
import { transition } from './record-outcome.ts';
import type { UploadVerifier } from './verify/upload-verifier.ts';

/** How long a lookalike waits after the verification it waits for. */
const AFTER_VERIFICATION_MS = 1_000;

export interface SchedulerState {
  readonly holds: HoldRegistry;
  readonly lanes: Lanes;
  readonly verifier: UploadVerifier;
}

/** Decides which upload goes out next. */
export class Scheduler {
  readonly #deps: DeliveryDeps;
  readonly #state: SchedulerState;

  constructor(deps: DeliveryDeps, state: SchedulerState) {
    this.#deps = deps;
    this.#state = state;
  }

  /** Calls `send` for each upload of a portal that goes out now, for at most `perPortal` dialogs at a time. */
  dispatch(portal: string, blockers: Blockers, send: (lane: Lane, row: UploadRow) => void): void {
    const { portals, settings } = this.#deps;
    const { holds, lanes } = this.#state;
    if (isAllPaused(blockers) || holds.portalIsHeld(portal) || !portals.has(portal)) return;
    for (const lane of lanes.idle(portal)) {
      if (lanes.busyCount(portal) >= settings.perPortal) return;
      const row = holds.dialogIsHeld(portal, lane.dialog) ? undefined : this.#pickNext(lane, blockers);
      if (row !== undefined) send(lane, row);
    }
  }

  /**
   * The first upload of a lane that is due. A lookalike of an upload that is being verified (same name and size in the
   * chat) is put off until that one is verified: if both responses were lost, the one file in the chat could be either.
   */
  #pickNext(lane: Lane, blockers: Blockers): UploadRow | undefined {
    const { ledger, clock } = this.#deps;
    const { holds, verifier } = this.#state;
    const { portal, dialog } = lane;
    const now = clock.now();
    const blocked = blockedUploads(blockers, holds.heldBots(portal));
    for (;;) {
      const row = ledger.uploads.nextDue(lane, now, blocked);
      if (row === undefined) return undefined;
      const verifying = ledger.uploads.inLane(portal, dialog, 'verifying');
      if (verifying.some((other) => verifier.blocksLane(other))) return undefined;
      const lookalike = verifying.find((other) => mayLookAlike(other, row));
      if (lookalike === undefined) return row;
      const until = Math.max(now, lookalike.nextAt ?? now) + AFTER_VERIFICATION_MS;
      transition(this.#deps, row.id, { type: 'put-off', code: 'delivery.lookalike', until, counts: false });
    }
  }
}
