import { join } from 'node:path';
import { startChatdrop, untilDelivered, untilWatching } from './chatdrop.ts';
import { startPortal } from './portal.ts';
import { Process } from './process.ts';
import { putFile } from './put-file.ts';
import { forgetPeak, peakBytes, residentBytes } from './vitals.ts';
import type { Workshop } from './workshop.ts';

/** Memory of one process, in bytes. */
export interface MemoryUse {
  readonly idle: number;
  readonly peak: number;
}

/** What `chatdrop run` needs while it delivers a file into one chat of each portal, or into two. */
export async function memoryOfChatdrop(
  workshop: Workshop,
  file: string,
  { portals: count, dialogs }: { readonly portals: number; readonly dialogs: readonly string[] } = {
    portals: 1,
    dialogs: ['chat5'],
  },
): Promise<MemoryUse> {
  const portals = await Promise.all(Array.from({ length: count }, () => startPortal(workshop)));
  const watches = portals.flatMap((_, portal) =>
    dialogs.map((dialog) => ({ folder: workshop.folder(), dialog, portal })),
  );
  const chatdrop = startChatdrop(workshop, { portals, watches });
  await untilWatching(chatdrop, watches.length);
  return await measured(chatdrop, async () => {
    const delivered = untilDelivered(chatdrop, watches.length);
    for (const { folder } of watches) putFile(file, join(folder, 'big.bin'));
    await delivered;
  }).finally(() => Promise.all([chatdrop.stop(), ...portals.map((portal) => portal.stop())]));
}

/** The same of a program that sends the file whose path it is told. */
export async function memoryOfPeer(
  workshop: Workshop,
  program: 'send-naive' | 'send-sdk',
  file: string,
): Promise<MemoryUse> {
  const portal = await startPortal(workshop, { tls: program === 'send-sdk' });
  const env = portal.certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: portal.certificate };
  const peer = new Process(process.execPath, [workshop.program(program), portal.webhook], { env });
  await peer.line((line) => line === 'ready');
  return await measured(peer, async () => {
    const done = peer.line((line) => line === 'done');
    peer.tell(file);
    await done;
  }).finally(() => Promise.all([peer.stop(), portal.stop()]));
}

async function measured({ pid }: Process, work: () => Promise<void>): Promise<MemoryUse> {
  forgetPeak(pid);
  const idle = residentBytes(pid);
  await work();
  return { idle, peak: peakBytes(pid) };
}
