import { call, notice } from './define.ts';

/** Where this program stands with its own updates. Times are wall clock, milliseconds. */
export type UpdateState =
  /** Switched off, by the user or by the policy of the machine. */
  | { readonly type: 'off' }
  /** This build does not replace itself: it came by a package manager, as an archive, unsigned or home-made. */
  | { readonly type: 'elsewhere' }
  | { readonly type: 'checking' }
  /** Undefined `checkedAt`: nobody has looked yet. */
  | { readonly type: 'current'; readonly checkedAt: number | undefined }
  /** There is a newer one, and the user is to say whether it is fetched. */
  | { readonly type: 'available'; readonly version: string }
  | { readonly type: 'downloading'; readonly version: string; readonly percent: number }
  /** Fetched and found genuine. `isWaiting`: it is installed as soon as no upload is under way. */
  | { readonly type: 'ready'; readonly version: string; readonly isWaiting: boolean }
  /** What was fetched is not what its publisher made: it was thrown away. */
  | { readonly type: 'refused'; readonly version: string }
  | { readonly type: 'failed'; readonly nextAt: number };

export const updates = {
  state: call<UpdateState>().takingNothing(),
  /** Looks now instead of in some hours. */
  check: call().takingNothing(),
  download: call().takingNothing(),
  /** Installs what is ready and starts anew, as soon as no upload is under way. */
  restart: call().takingNothing(),
  changed: notice<UpdateState>(),
} as const;
