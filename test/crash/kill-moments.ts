import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '#sandbox/faults/fault.ts';
import type { Program } from './program.ts';
import type { RemoteSandbox } from './remote-sandbox.ts';

/** When a process is killed. */
export type Moment =
  /** So long after its start. */
  | { readonly at: 'random'; readonly ms: number }
  /** Right after the `nth` line of this state: its transaction is on disk. */
  | { readonly at: 'step'; readonly state: string; readonly nth: number }
  /** While the portal is in this part of an upload. */
  | {
      readonly at: 'before-body' | 'in-body' | 'before-storing' | 'before-answer';
      /** For `before-storing`: how much later the portal posts the file. */
      readonly commitMs: number;
    };

const UPLOAD = 'imbot.v2.File.upload';
const PATIENCE_MS = 4_000;
const POLL_MS = 8;

const KINDS = 8;

/** Each moment in turn, with chance in its details. `latestCommitMs` is how late the portal may still post. */
export function momentOf(turn: number, random: () => number, latestCommitMs: number): Moment {
  const commitMs = Math.round(random() * latestCommitMs);
  const nth = 1 + Math.floor(random() * 3);
  switch (turn % KINDS) {
    case 0:
      return { at: 'step', state: 'queued', nth };
    case 1:
      return { at: 'step', state: 'sending', nth };
    case 2:
      return { at: 'step', state: 'delivered', nth };
    case 3:
      return { at: 'before-body', commitMs };
    case 4:
      return { at: 'in-body', commitMs };
    case 5:
      return { at: 'before-storing', commitMs };
    case 6:
      return { at: 'before-answer', commitMs };
    default:
      return { at: 'random', ms: Math.round(120 + random() * 700) };
  }
}

/** Makes the portal stop where the process is to be killed. */
export async function prepare(sandbox: RemoteSandbox, moment: Moment): Promise<void> {
  const fault = faultFor(moment);
  if (fault !== undefined) await sandbox.fault(fault);
}

/** Resolves when the moment has come, or will not come any more. */
export async function comes(moment: Moment, program: Program, sandbox: RemoteSandbox): Promise<void> {
  switch (moment.at) {
    case 'random':
      await sleep(moment.ms);
      return;
    case 'step': {
      let left = moment.nth;
      const seen = new Set<string>();
      await program.line((line) => {
        if (!seen.has(line) && line.includes(`"state":"${moment.state}"`)) left -= 1;
        seen.add(line);
        return left <= 0;
      }, PATIENCE_MS);
      return;
    }
    case 'before-answer':
      await untilChange(sandbox, program, messageCount);
      return;
    default:
      await untilChange(sandbox, program, uploadCount);
      // The request is known by its head; a moment later its body is where the fault holds it.
      await sleep(moment.at === 'in-body' ? 40 : 10);
  }
}

function faultFor(moment: Moment): Fault | undefined {
  switch (moment.at) {
    case 'before-body':
      return { kind: 'delay', ms: 2_000, method: UPLOAD };
    case 'in-body':
      return { kind: 'slow-read', bytesPerSecond: 40_000, method: UPLOAD };
    case 'before-storing':
      return { kind: 'late-commit', ms: moment.commitMs, method: UPLOAD };
    case 'before-answer':
      return { kind: 'withhold', method: UPLOAD };
    default:
      return undefined;
  }
}

type Count = (sandbox: RemoteSandbox) => Promise<number>;

const uploadCount: Count = async (sandbox) => {
  const { requests } = await sandbox.state();
  return requests[UPLOAD.toLowerCase()]?.requests ?? 0;
};

const messageCount: Count = async (sandbox) => {
  const { dialogs } = await sandbox.state();
  return dialogs.reduce((sum, { messages }) => sum + messages.length, 0);
};

async function untilChange(sandbox: RemoteSandbox, program: Program, count: Count): Promise<void> {
  const before = await count(sandbox);
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && program.child.exitCode === null) {
    if ((await count(sandbox)) > before) return;
    await sleep(POLL_MS);
  }
}
