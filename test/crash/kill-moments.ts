import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '#sandbox/faults/fault.ts';
import type { Program } from './program.ts';
import type { RemoteSandbox } from './remote-sandbox.ts';

export const MOMENTS = [
  'queued',
  'sending',
  'verifying',
  'delivered',
  'waiting',
  'before-body',
  'in-body',
  'before-storing',
  'before-answer',
  'random',
] as const;

/** When a process is killed. */
export type Moment =
  /** So long after its start. */
  | { readonly at: 'random'; readonly ms: number }
  /** Right after the `nth` line of this state: its transaction is on disk. */
  | { readonly at: 'queued' | 'sending' | 'delivered'; readonly nth: number }
  /** Right after this state is on disk, for an upload that was sent in the same life; `isPosted`: it is in the chat. */
  | { readonly at: 'verifying' | 'waiting'; readonly isPosted: boolean }
  /** While the portal is in this part of an upload. */
  | {
      readonly at: 'before-body' | 'in-body' | 'before-storing' | 'before-answer';
      /** For `before-storing`: how much later the portal posts the file. */
      readonly commitMs: number;
    };

/** How often a process was to be killed at each moment, and how often the moment came while it was alive. */
export type Hits = Readonly<Record<Moment['at'], { readonly hit: number; readonly of: number }>>;

export const NO_HITS = Object.fromEntries(MOMENTS.map((at) => [at, { hit: 0, of: 0 }])) as Hits;

/** Both together. */
export function addHits(some: Hits, others: Hits): Hits {
  const sums = MOMENTS.map((at) => {
    const [a, b] = [some[at], others[at]];
    return [at, { hit: a.hit + b.hit, of: a.of + b.of }];
  });
  return Object.fromEntries(sums) as Hits;
}

const UPLOAD = 'imbot.v2.File.upload';
const PATIENCE_MS = 4_000;
const POLL_MS = 8;

/** Each moment in turn, with chance in its details. `latestCommitMs` is how late the portal may still post. */
export function momentOf(turn: number, random: () => number, latestCommitMs: number): Moment {
  const at = MOMENTS[turn % MOMENTS.length] ?? 'random';
  switch (at) {
    case 'random':
      return { at, ms: Math.round(120 + random() * 700) };
    case 'queued':
    case 'sending':
    case 'delivered':
      return { at, nth: 1 + Math.floor(random() * 3) };
    case 'verifying':
    case 'waiting':
      return { at, isPosted: at === 'verifying' && random() < 0.5 };
    default:
      return { at, commitMs: Math.round(random() * latestCommitMs) };
  }
}

/** Makes the portal stop or fail where the process is to be killed. */
export async function prepare(sandbox: RemoteSandbox, moment: Moment): Promise<void> {
  const fault = faultFor(moment);
  if (fault !== undefined) await sandbox.fault(fault);
}

/**
 * Resolves when the moment has come, or will not come any more: to whether it has, and has found the process alive.
 */
export async function comes(moment: Moment, program: Program, sandbox: RemoteSandbox): Promise<boolean> {
  return (await isMet(moment, program, sandbox)) && isAlive(program);
}

async function isMet(moment: Moment, program: Program, sandbox: RemoteSandbox): Promise<boolean> {
  switch (moment.at) {
    case 'random':
      await sleep(moment.ms);
      return true;
    case 'queued':
    case 'sending':
    case 'delivered':
      return hasSaid(program, ({ state }) => state === moment.at, moment.nth);
    case 'verifying':
    case 'waiting': {
      // What was cut off in an earlier life is verified from the start: that is another moment.
      const sent = new Set<unknown>();
      return hasSaid(program, ({ id, state }) => {
        if (state === 'sending') sent.add(id);
        return state === moment.at && sent.has(id);
      });
    }
    case 'before-answer':
      return hasStored(program, sandbox);
    default:
      if (!(await isUploading(program, sandbox))) return false;
      // The request is known by its head; a moment later its body is where the fault holds it.
      await sleep(moment.at === 'in-body' ? 40 : 10);
      return true;
  }
}

function faultFor(moment: Moment): Fault | undefined {
  const method = UPLOAD;
  switch (moment.at) {
    case 'verifying':
      return { kind: 'cut', at: moment.isPosted ? 'after-storing' : 'after-body', method };
    case 'waiting':
      return { kind: 'refuse', code: 'REST_SERVER_NOT_FOUND', method };
    case 'before-body':
      return { kind: 'delay', ms: 2_000, method };
    case 'in-body':
      return { kind: 'slow-read', bytesPerSecond: 40_000, method };
    case 'before-storing':
      return { kind: 'late-commit', ms: moment.commitMs, method };
    case 'before-answer':
      return { kind: 'withhold', method };
    default:
      return undefined;
  }
}

function isAlive({ child }: Program): boolean {
  return child.exitCode === null && child.signalCode === null;
}

interface Told {
  readonly type?: unknown;
  readonly id?: unknown;
  readonly state?: unknown;
}

/** Waits for the `nth` line about an upload that is meant. */
async function hasSaid(program: Program, isMeant: (told: Told) => boolean, nth = 1): Promise<boolean> {
  let read = 0;
  let left = nth;
  const line = await program.line(() => {
    for (const text of program.lines.slice(read)) {
      const told = JSON.parse(text) as Told;
      if (told.type === 'upload' && isMeant(told)) left -= 1;
    }
    read = program.lines.length;
    return left <= 0;
  }, PATIENCE_MS);
  return line !== undefined;
}

interface Traffic {
  readonly uploads: number;
  readonly messages: number;
}

async function trafficOf(sandbox: RemoteSandbox): Promise<Traffic> {
  const { requests, dialogs } = await sandbox.state();
  return {
    uploads: requests[UPLOAD.toLowerCase()]?.requests ?? 0,
    messages: dialogs.reduce((sum, { messages }) => sum + messages.length, 0),
  };
}

async function isUploading(program: Program, sandbox: RemoteSandbox): Promise<boolean> {
  const before = await trafficOf(sandbox);
  return untilSeen(program, async () => (await trafficOf(sandbox)).uploads > before.uploads);
}

/** What comes late from an earlier life, before an upload of this one has begun, is not what was stored. */
async function hasStored(program: Program, sandbox: RemoteSandbox): Promise<boolean> {
  let before = await trafficOf(sandbox);
  return untilSeen(program, async () => {
    const now = await trafficOf(sandbox);
    if (now.uploads === before.uploads) before = now;
    return now.messages > before.messages;
  });
}

async function untilSeen(program: Program, isSeen: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + PATIENCE_MS;
  while (Date.now() < until && isAlive(program)) {
    if (await isSeen()) return true;
    await sleep(POLL_MS);
  }
  return false;
}
