import type { Settings } from '#contract/app.ts';
import type { UpdateState } from '#contract/updates.ts';
import type { Clock, Log, Timer } from '#engine/ports.ts';
import { RestartPolicy, type RestartPolicyDeps } from './restart-policy.ts';
import type { Updater } from './updater.ts';

export interface UpdatesDeps extends RestartPolicyDeps {
  /** Undefined where this build does not replace itself. */
  readonly updater: Updater | undefined;
  readonly mode: () => Settings['updates'];
  /** Finishes or parks all work. Nothing is sent afterwards. */
  readonly shutdown: () => Promise<void>;
  readonly onChange: (state: UpdateState) => void;
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
}

const MINUTE_MS = 60_000;
const CHECK_INTERVAL_MS = 6 * 60 * MINUTE_MS;
/** Random delay. It spreads the downloads of the machines in one office. */
const MAX_JITTER_MS = 60 * MINUTE_MS;
const RETRY_DELAY_MS = 60 * MINUTE_MS;

/**
 * Checks for updates at intervals, downloads them in the background, and installs them only while no upload runs.
 * Download and installation start without a request only in the mode *automatic*.
 */
export class Updates {
  readonly #deps: UpdatesDeps;
  readonly #restartPolicy: RestartPolicy;
  #state: UpdateState;
  #timer: Timer | undefined;
  #isInstalling = false;

  constructor(deps: UpdatesDeps) {
    this.#deps = deps;
    this.#restartPolicy = new RestartPolicy(deps);
    this.#state = this.#idleState();
  }

  get state(): UpdateState {
    return this.#state;
  }

  start(): void {
    this.#scheduleCheck(MINUTE_MS);
  }

  stop(): void {
    this.#timer?.cancel();
  }

  /** Settings have changed: updates may have been switched off, or on again. */
  settingsChanged(): void {
    const { updater, mode } = this.#deps;
    if (updater === undefined) return;
    const isOff = mode() === 'off';
    updater.installAtQuit(!isOff);
    if (isOff !== (this.#state.type === 'off')) {
      this.#restartPolicy.isRequested = false;
      this.#setState(this.#idleState());
      this.start();
    } else if (mode() === 'automatic') void this.download();
  }

  /** An upload has changed. */
  uploadsChanged(): void {
    this.#restartPolicy.recordActivity();
    void this.#installIfFree();
  }

  /** Checks for a newer version. Never rejects; an error is in the state. */
  async check(): Promise<void> {
    const { updater, mode, clock, random, log } = this.#deps;
    const isIdle = !['checking', 'downloading', 'ready'].includes(this.#state.type);
    if (updater === undefined || mode() === 'off' || !isIdle) return;
    this.#setState({ type: 'checking' });
    try {
      const version = await updater.check();
      this.#scheduleCheck(CHECK_INTERVAL_MS + random() * MAX_JITTER_MS);
      if (this.#state.type !== 'checking') return; // switched off in between
      this.#setState(
        version === undefined ? { type: 'current', checkedAt: clock.now() } : { type: 'available', version },
      );
      if (mode() === 'automatic') await this.download();
    } catch (error) {
      log('warn', 'could not look for a newer version', { error });
      if (this.#state.type === 'checking') this.#setFailed();
    }
  }

  /** Downloads the version that was found. Never rejects. */
  async download(): Promise<void> {
    const { updater, log } = this.#deps;
    if (updater === undefined || this.#state.type !== 'available') return;
    const { version } = this.#state;
    // It may be switched off on the way.
    const isWanted = () => this.#state.type === 'downloading';
    this.#setState({ type: 'downloading', version, percent: 0 });
    try {
      const result = await updater.download((percent) => {
        if (isWanted()) this.#setState({ type: 'downloading', version, percent });
      });
      log(result === 'refused' ? 'error' : 'info', `the newer version was found ${result}`, { version });
      if (!isWanted()) return;
      this.#setState(
        result === 'refused' ? { type: 'refused', version } : { type: 'ready', version, isWaiting: false },
      );
      if (result === 'genuine') this.#scheduleCheck(MINUTE_MS);
    } catch (error) {
      log('warn', 'a newer version could not be fetched', { version, error });
      if (isWanted()) this.#setFailed();
    }
  }

  /** Installs the downloaded version as soon as no upload runs. */
  async restart(): Promise<void> {
    if (this.#state.type !== 'ready') return;
    this.#restartPolicy.isRequested = true;
    this.#setState({ ...this.#state, isWaiting: true });
    await this.#installIfFree();
  }

  async #installIfFree(): Promise<void> {
    const { updater, mode, shutdown } = this.#deps;
    if (updater === undefined || this.#state.type !== 'ready' || this.#isInstalling) return;
    if (!this.#restartPolicy.canRestart(mode() === 'automatic')) return;
    this.#isInstalling = true;
    await shutdown();
    updater.install();
  }

  /** Runs the next check, or installs the downloaded version if the policy allows a restart now. */
  async #onTimer(): Promise<void> {
    if (this.#state.type !== 'ready') {
      await this.check();
      return;
    }
    this.#scheduleCheck(MINUTE_MS);
    await this.#installIfFree();
  }

  #idleState(): UpdateState {
    const { updater, mode } = this.#deps;
    if (updater === undefined) return { type: 'elsewhere' };
    return mode() === 'off' ? { type: 'off' } : { type: 'current', checkedAt: undefined };
  }

  #setFailed(): void {
    this.#setState({ type: 'failed', nextAt: this.#deps.clock.now() + RETRY_DELAY_MS });
    this.#scheduleCheck(RETRY_DELAY_MS);
  }

  #scheduleCheck(delayMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#deps.clock.setTimer(delayMs, () => void this.#onTimer());
  }

  #setState(state: UpdateState): void {
    this.#state = state;
    this.#deps.onChange(state);
  }
}
