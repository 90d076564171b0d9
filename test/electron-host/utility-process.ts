import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

/** Utility processes, played by Node's child processes. They end with their parent, as Electron's do. */
export const utilityProcess = {
  fork: (program: string, args: string[], { env }: { readonly env?: NodeJS.ProcessEnv } = {}) => {
    const child = fork(program, args, {
      env,
      serialization: 'advanced',
      execArgv: ['--import', new URL('./parent-port.ts', import.meta.url).href],
    });
    const events = new EventEmitter();
    for (const name of ['message', 'exit', 'spawn']) child.on(name, (value) => events.emit(name, value));
    child.unref();
    child.channel?.unref();
    return Object.assign(events, {
      postMessage: (message: object) => void child.send(message),
      kill: () => child.kill('SIGKILL'),
    });
  },
};
