import type { Row } from '../row.ts';
import { bucket } from './bucket.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { hungDrive } from './hung-drive.ts';
import { idle } from './idle.ts';
import { largeTree } from './large-tree.ts';
import { latency } from './latency.ts';
import { loopDelay } from './loop-delay.ts';
import { memory, memoryOfFour } from './memory.ts';
import { queuedStart } from './queued-start.ts';
import { smallFiles } from './small-files.ts';
import { uploadTime } from './upload-time.ts';
import { windows } from './windows.ts';

/** In the order of the table. A further row is a file beside this one and a name here. */
export const ROWS: readonly Row[] = [
  memory,
  uploadTime,
  memoryOfFour,
  smallFiles,
  bucket,
  largeTree,
  latency,
  hungDrive,
  loopDelay,
  history,
  queuedStart,
  idle,
  windows,
  help,
];
