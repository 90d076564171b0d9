import { EventEmitter } from 'node:events';

/**
 * Loaded into a utility process before its program. `process.parentPort` emits `message` with the value as `data`, as
 * Electron's documentation of `process.parentPort` says; here the values go over Node's own channel.
 */
const port = new EventEmitter();
process.on('message', (data) => port.emit('message', { data }));
Object.assign(process, {
  parentPort: Object.assign(port, { postMessage: (message: object) => void process.send?.(message) }),
});
