import type { Fault, Struck } from './fault.ts';

interface Pending {
  readonly fault: Fault;
  skip: number;
  left: number;
}

/** The faults that wait for their requests, in the order in which they were set. */
export class FaultList {
  #pending: Pending[] = [];

  add(fault: Fault): void {
    const times = fault.times ?? 1;
    this.#pending.push({ fault, skip: fault.skip ?? 0, left: times === 0 ? Infinity : times });
  }

  clear(): void {
    this.#pending = [];
  }

  /** Takes out what strikes this request: of each kind the one set first. */
  take(method: string): Struck {
    const struck: Record<string, Fault> = {};
    for (const pending of this.#pending) {
      const { fault } = pending;
      if (fault.method !== undefined && fault.method.toLowerCase() !== method.toLowerCase()) continue;
      if (pending.skip > 0) pending.skip -= 1;
      else if (!Object.hasOwn(struck, fault.kind)) {
        struck[fault.kind] = fault;
        pending.left -= 1;
      }
    }
    this.#pending = this.#pending.filter(({ left }) => left > 0);
    return struck;
  }
}
