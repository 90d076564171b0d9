import type { FaultList } from '../faults/fault-list.ts';
import type { LeakyBucket } from '../limits/leaky-bucket.ts';
import type { OperatingTime } from '../limits/operating-time.ts';
import type { Settings } from '../limits/settings.ts';
import type { Traffic } from '../limits/traffic.ts';
import type { Codes } from '../oauth/codes.ts';
import type { Downloads } from '../store/downloads.ts';
import type { PortalStore } from '../store/portal.ts';

/** Everything a request may meet on its way; made once by `startSandbox`. */
export interface Host {
  readonly store: PortalStore;
  readonly faults: FaultList;
  readonly bucket: LeakyBucket;
  readonly operating: OperatingTime;
  readonly traffic: Traffic;
  readonly downloads: Downloads;
  readonly codes: Codes;
  readonly settings: () => Settings;
  readonly now: () => number;
  /** Scheme, host and port the sandbox answers under. */
  readonly origin: () => string;
  readonly isTls: boolean;
  /** Ends all waiting when the sandbox closes. */
  readonly closing: AbortSignal;
}
