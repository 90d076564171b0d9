import type { AppStatus, Language } from '#contract/app.ts';
import type { AppPublish } from '#contract/contract.ts';
import type { PolicyReading } from '#engine/policy/read-policy.ts';
import type { EngineHost } from '#engine/engine.ts';
import type { Log } from '#engine/ports.ts';
import type { EngineService } from './services/engine/engine-service.ts';
import type { LiveState } from './services/engine/live-state.ts';
import type { DisplayContext } from './services/engine/upload-item.ts';
import type { DropService } from './services/drops/drop-service.ts';
import type { PortalService } from './services/portals/portal-service.ts';
import type { Localizer } from './shell/app/localizer.ts';
import type { Secrets } from './services/secrets/secrets.ts';
import type { DataPaths, SettingsFile } from './services/settings/settings-file.ts';
import type { Stored } from './services/settings/stored.ts';
import type { HelpLinks } from './shell/app/help.ts';
import type { Popover } from './shell/tray/popover.ts';
import type { Updates } from './services/updates/updates.ts';
import type { MainWindow } from './shell/windows/main-window.ts';

/** The services and shell parts of the running program. Created once, by `createAppContext`. */
export interface AppContext {
  readonly paths: DataPaths;
  /** The policy of this machine, read once at startup. */
  readonly policy: PolicyReading;
  readonly settings: SettingsFile;
  readonly secrets: Secrets;
  readonly engine: EngineService;
  /** The drives of this machine. Every file-system call on a user's path goes through it. */
  readonly host: Pick<EngineHost, 'files' | 'disk'>;
  readonly liveState: LiveState;
  readonly portals: PortalService;
  readonly drops: DropService;
  readonly window: MainWindow;
  readonly popover: Popover;
  readonly updates: Updates;
  readonly publish: AppPublish;
  readonly log: Log;
  readonly now: () => number;
  readonly language: () => Language;
  readonly localizer: () => Localizer;
  readonly status: () => AppStatus;
  readonly hasTray: () => boolean;
  readonly displayContext: () => DisplayContext;
  /** Writes settings and applies them to engine, portals, tray and windows. @throws AppError `write.failed` */
  change(patch: Partial<Stored>): Promise<void>;
  /** Rescans every folder and retries waiting uploads, after sleep or when the network is back. */
  retryAll(): void;
  /** Help pages that this build can open. */
  readonly help: HelpLinks;
  /** The command line that starts this program, for "Send to" and autostart. */
  readonly program: readonly string[];
}
