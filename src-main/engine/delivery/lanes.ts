/** The uploads of one dialog, which go out one after another. */
export interface Lane {
  readonly portal: string;
  readonly dialog: string;
}

/** Which dialogs have something to send, and whose turn it is: the one that was served longest ago. */
export class Lanes {
  /** Insertion order is the order of turns. */
  readonly #byPortal = new Map<string, Map<string, Lane>>();
  readonly #busy = new Set<string>();

  add(lane: Lane): void {
    const lanes = this.#byPortal.get(lane.portal) ?? new Map<string, Lane>();
    this.#byPortal.set(lane.portal, lanes);
    if (!lanes.has(lane.dialog)) lanes.set(lane.dialog, { portal: lane.portal, dialog: lane.dialog });
  }

  portals(): readonly string[] {
    return [...this.#byPortal.keys()];
  }

  /** Lanes of a portal that nobody works on, the one served longest ago first. */
  idle(portal: string): readonly Lane[] {
    return [...(this.#byPortal.get(portal)?.values() ?? [])].filter((lane) => !this.#busy.has(keyOf(lane)));
  }

  /** Marks a lane as being worked on and sends it to the end of the row. */
  occupy(lane: Lane): void {
    this.#busy.add(keyOf(lane));
    const lanes = this.#byPortal.get(lane.portal);
    if (lanes?.delete(lane.dialog)) lanes.set(lane.dialog, lane);
  }

  free(lane: Lane): void {
    this.#busy.delete(keyOf(lane));
  }

  busyCount(portal: string): number {
    const prefix = `${portal}\0`;
    return [...this.#busy].filter((key) => key.startsWith(prefix)).length;
  }
}

function keyOf(lane: Lane): string {
  return `${lane.portal}\0${lane.dialog}`;
}
