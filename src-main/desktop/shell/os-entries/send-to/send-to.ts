import { installForLinux, removeForLinux } from './linux.ts';
import { installForMac, removeForMac } from './mac.ts';
import { installForWindows, removeForWindows } from './windows.ts';

/** Puts "Send to Chatdrop" into the file manager. `program` starts this program; the files follow as arguments. */
export async function installSendTo(program: readonly string[]): Promise<void> {
  switch (process.platform) {
    case 'win32':
      return installForWindows(program);
    case 'darwin':
      return installForMac(program);
    default:
      return installForLinux(program);
  }
}

export async function removeSendTo(): Promise<void> {
  switch (process.platform) {
    case 'win32':
      return removeForWindows();
    case 'darwin':
      return removeForMac();
    default:
      return removeForLinux();
  }
}
