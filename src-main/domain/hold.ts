import type { ErrorCode } from './errors.ts';
import type { Target } from './target.ts';

/** Why everything for a portal, a bot or a dialog waits. */
export interface Hold {
  readonly portal: string;
  /** Undefined where the whole portal waits. */
  readonly bot: string | undefined;
  /** Undefined where the whole portal or bot waits. */
  readonly dialog: string | undefined;
  readonly code: ErrorCode;
  /** Wall clock at which it is tried again; undefined where only the user can mend it. */
  readonly until: number | undefined;
  /** For `portal.moved`: where the portal says it is now. */
  readonly host?: string | undefined;
}

/** True when the hold makes an upload with this target wait. */
export function concerns(hold: Hold, target: Target): boolean {
  return (
    hold.portal === target.portal &&
    (hold.bot === undefined || hold.bot === target.bot) &&
    (hold.dialog === undefined || hold.dialog === target.dialog)
  );
}
