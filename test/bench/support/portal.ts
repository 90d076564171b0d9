import { Process } from './process.ts';
import type { Workshop } from './workshop.ts';

/** A sandbox in a process of its own, without a limit of requests. */
export interface BenchPortal {
  readonly webhook: string;
  readonly pid: number;
  /** Certificate of its authority, where it speaks HTTPS. */
  readonly certificate: string | undefined;
  /** Wall clock in ms (with fractions) at which the uploads so far began to arrive. */
  arrivals(): Promise<readonly number[]>;
  stop(): Promise<void>;
}

export async function startPortal(workshop: Workshop, { tls = false } = {}): Promise<BenchPortal> {
  const args = [workshop.program('portal'), workshop.folder(), ...(tls ? ['tls'] : [])];
  const process_ = new Process(process.execPath, args);
  const { webhook, certificate } = JSON.parse(await process_.line(() => true)) as {
    readonly webhook: string;
    readonly certificate?: string;
  };
  return {
    webhook,
    pid: process_.pid,
    certificate,
    arrivals: async () => {
      const answer = process_.line(() => true);
      process_.tell('arrivals');
      return JSON.parse(await answer) as readonly number[];
    },
    stop: () => process_.stop(),
  };
}
