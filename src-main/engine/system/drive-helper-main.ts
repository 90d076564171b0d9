import { type CallRequest, serveDrive } from './drive-calls.ts';

/** The program of a drive's helper on plain Node; see `drive-helper.ts`. */
const serve = serveDrive((reply) => process.send?.(reply));
process.on('message', (request) => serve(request as CallRequest));
// Also with a thread that a drive keeps, which an orderly end would wait for.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// The end of the terminal's job is the parent's to decide.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
