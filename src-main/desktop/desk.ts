import type { AppStatus, Language } from '#contract/app.ts';
import type { AppPublish } from '#contract/contract.ts';
import type { PolicyReading } from '#engine/policy/read-policy.ts';
import type { Log } from '#engine/ports.ts';
import type { EngineRoom } from './engine/engine-room.ts';
import type { Live } from './engine/live.ts';
import type { Surroundings } from './engine/upload-item.ts';
import type { Drops } from './files/drops.ts';
import type { PortalRoom } from './portals/portal-room.ts';
import type { Say } from './say.ts';
import type { Secrets } from './secrets/secrets.ts';
import type { Places, SettingsFile } from './settings/settings-file.ts';
import type { Stored } from './settings/stored.ts';
import type { HelpLinks } from './system/help.ts';
import type { Popover } from './tray/popover.ts';
import type { Updates } from './updates/updates.ts';
import type { MainWindow } from './windows/main-window.ts';

/** Everything the handlers work with. Made once, in `main.ts`. */
export interface Desk {
  readonly places: Places;
  /** What the administrators of this machine lay down; read once, at the start. */
  readonly policy: PolicyReading;
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly engine: EngineRoom;
  readonly live: Live;
  readonly portals: PortalRoom;
  readonly drops: Drops;
  readonly window: MainWindow;
  readonly popover: Popover;
  readonly updates: Updates;
  readonly publish: AppPublish;
  readonly log: Log;
  readonly now: () => number;
  readonly language: () => Language;
  readonly say: () => Say;
  readonly status: () => AppStatus;
  readonly hasTray: () => boolean;
  readonly surroundings: () => Surroundings;
  /** Writes settings and brings engine, portals, tray and windows in line with them. */
  change(patch: Partial<Stored>): Promise<void>;
  /** Looks at every folder and tries again what waits: the machine woke up, or the network is back. */
  lookAgain(): void;
  /** What help this build can open. */
  readonly help: HelpLinks;
  /** How the system starts this program, for "Send to" and the start with the system. */
  readonly program: readonly string[];
}
