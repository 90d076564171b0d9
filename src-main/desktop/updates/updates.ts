import type { Settings } from '#contract/app.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { Clock, Log, Timer } from '#engine/ports.ts';
import { RestartMoment, type RestartMomentParts } from './restart-moment.ts';
import type { Updater } from './updater.ts';

export interface UpdatesParts extends RestartMomentParts {
  /** Undefined where this build does not replace itself. */
  readonly updater: Updater | undefined;
  readonly mode: () => Settings['updates'];
  /** Finishes or parks all work; nothing is sent afterwards. */
  readonly putAway: () => Promise<void>;
  readonly onChange: (state: UpdateState) => void;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 6 * 60 * MINUTE_MS;
/** Added by chance, so that the machines of an office do not all fetch at once. */
const SPREAD_MS = 60 * MINUTE_MS;
const AFTER_FAILURE_MS = 60 * MINUTE_MS;

/**
 * How this program is replaced by a newer one: it looks now and then, fetches in the background, and installs only
 * while no upload is under way. Only *automatic* does the latter two unasked.
 */
export class Updates {
  readonly #parts: UpdatesParts;
  readonly #moment: RestartMoment;
  #state: UpdateState;
  #timer: Timer | undefined;
  #isInstalling = false;

  constructor(parts: UpdatesParts) {
    this.#parts = parts;
    this.#moment = new RestartMoment(parts);
    this.#state = this.#idle();
  }

  get state(): UpdateState {
    return this.#state;
  }

  start(): void {
    this.#later(MINUTE_MS);
  }

  stop(): void {
    this.#timer?.cancel();
  }

  /** Settings have changed: updates may have been switched off, or on again. */
  settingsChanged(): void {
    const { updater, mode } = this.#parts;
    if (updater === undefined) return;
    const isOff = mode() === 'off';
    updater.installAtQuit(!isOff);
    if (isOff !== (this.#state.type === 'off')) {
      this.#moment.isAsked = false;
      this.#tell(this.#idle());
      this.start();
    } else if (mode() === 'automatic') void this.download();
  }

  /** Something has happened to an upload. */
  uploadsChanged(): void {
    this.#moment.stirred();
    void this.#installIfFree();
  }

  /** Looks for a newer version. Never rejects: what went wrong is in the state. */
  async check(): Promise<void> {
    const { updater, mode, clock, random, log } = this.#parts;
    const isIdle = !['checking', 'downloading', 'ready'].includes(this.#state.type);
    if (updater === undefined || mode() === 'off' || !isIdle) return;
    this.#tell({ type: 'checking' });
    try {
      const version = await updater.check();
      this.#later(LOOK_EVERY_MS + random() * SPREAD_MS);
      if (this.#state.type !== 'checking') return; // switched off in between
      this.#tell(
        version === undefined ? { type: 'current', checkedAt: clock.now() } : { type: 'available', version },
      );
      if (mode() === 'automatic') await this.download();
    } catch (error) {
      log('warn', 'could not look for a newer version', { error });
      if (this.#state.type === 'checking') this.#fail();
    }
  }

  /** Fetches the version that was found. Never rejects. */
  async download(): Promise<void> {
    const { updater, log } = this.#parts;
    if (updater === undefined || this.#state.type !== 'available') return;
    const { version } = this.#state;
    // It may be switched off on the way.
    const isWanted = () => this.#state.type === 'downloading';
    this.#tell({ type: 'downloading', version, percent: 0 });
    try {
      const result = await updater.download((percent) => {
        if (isWanted()) this.#tell({ type: 'downloading', version, percent });
      });
      log(result === 'refused' ? 'error' : 'info', `the newer version was found ${result}`, { version });
      if (!isWanted()) return;
      this.#tell(
        result === 'refused' ? { type: 'refused', version } : { type: 'ready', version, isWaiting: false },
      );
      if (result === 'genuine') this.#later(MINUTE_MS);
    } catch (error) {
      log('warn', 'a newer version could not be fetched', { version, error });
      if (isWanted()) this.#fail();
    }
  }

  /** Installs what is ready as soon as no upload is under way. */
  async restart(): Promise<void> {
    if (this.#state.type !== 'ready') return;
    this.#moment.isAsked = true;
    this.#tell({ ...this.#state, isWaiting: true });
    await this.#installIfFree();
  }

  async #installIfFree(): Promise<void> {
    const { updater, mode, putAway } = this.#parts;
    if (updater === undefined || this.#state.type !== 'ready' || this.#isInstalling) return;
    if (!this.#moment.isNow(mode() === 'automatic')) return;
    this.#isInstalling = true;
    await putAway();
    updater.install();
  }

  /** What time brings: the next look, or the moment in which a restart disturbs nobody. */
  async #due(): Promise<void> {
    if (this.#state.type !== 'ready') {
      await this.check();
      return;
    }
    this.#later(MINUTE_MS);
    await this.#installIfFree();
  }

  #idle(): UpdateState {
    const { updater, mode } = this.#parts;
    if (updater === undefined) return { type: 'elsewhere' };
    return mode() === 'off' ? { type: 'off' } : { type: 'current', checkedAt: undefined };
  }

  #fail(): void {
    this.#tell({ type: 'failed', nextAt: this.#parts.clock.now() + AFTER_FAILURE_MS });
    this.#later(AFTER_FAILURE_MS);
  }

  #later(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.setTimer(delayMs, () => void this.#due());
  }

  #tell(state: UpdateState): void {
    this.#state = state;
    this.#parts.onChange(state);
  }
}
