import { type CallRequest, serveDrive } from '#engine/system/drive-calls.ts';

/** The program of a drive's helper inside Electron; see `system/drive-helper.ts`. */
const serve = serveDrive((reply) => process.parentPort.postMessage(reply));
process.parentPort.on('message', ({ data }) => serve(data as CallRequest));
