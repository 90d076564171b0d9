import { utilityProcess } from 'electron';
import type { CallReply } from '#engine/system/drive-calls.ts';
import { HELPER_ENV, type StartDriveHelper } from '#engine/system/drive-helper.ts';
import { appFile } from './app-files.ts';

/** Starts a drive's helper where plain Node cannot be started: the fuse that would allow it is off. */
export const startDriveHelper: StartDriveHelper = ({ onReply, onExit }) => {
  const child = utilityProcess.fork(appFile('dist/desktop/main/drive-helper.js'), [], {
    serviceName: 'Chatdrop drive',
    stdio: 'ignore',
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
  return {
    ask: (request) => child.postMessage(request),
    kill: () => {
      child.kill();
      gone();
    },
  };
};
