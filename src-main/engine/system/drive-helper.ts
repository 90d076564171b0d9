import { fork } from 'node:child_process';
import { parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallReply, CallRequest } from './drive-calls.ts';

/** A process of its own that makes the calls to one drive, and can be left alone with one that never returns. */
export interface DriveHelper {
  ask(request: CallRequest): void;
  /** Ends it as far as the system can; nobody waits for that. */
  kill(): void;
}

export interface DriveHelperEvents {
  readonly onReply: (reply: CallReply) => void;
  /** It is gone, for whatever reason. */
  readonly onExit: () => void;
}

export type StartDriveHelper = (events: DriveHelperEvents) => DriveHelper;

/** Calls that one drive is asked at the same time, each on a thread of the helper. */
export const CALLS_AT_ONCE = 16;
/** Of the helper: libuv's variable for the size of its pool. */
export const HELPER_ENV = { UV_THREADPOOL_SIZE: String(CALLS_AT_ONCE) };

/** The built command has it beside itself; tests run the source. */
const PROGRAM = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? 'drive-helper-main.ts' : 'drive-helper.js', import.meta.url),
);

/** Starts a helper on plain Node. It neither keeps this process alive nor outlives it. */
export const forkDriveHelper: StartDriveHelper = ({ onReply, onExit }) => {
  const child = fork(PROGRAM, [], {
    serialization: 'advanced',
    // It holds neither our streams nor our folder, whatever becomes of it.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    cwd: parse(process.execPath).root,
    execArgv: [],
    env: { ...process.env, ...HELPER_ENV },
  });
  let isGone = false;
  const gone = () => {
    if (!isGone) onExit();
    isGone = true;
  };
  // Our own program, in the other process, sends nothing else.
  child.on('message', (reply) => onReply(reply as CallReply));
  child.on('exit', gone);
  child.on('error', gone);
  child.unref();
  child.channel?.unref();
  return {
    ask: (request) => {
      child.send(request, (error) => {
        if (error !== null) gone();
      });
    },
    kill: () => {
      child.kill('SIGKILL');
      gone();
    },
  };
};
