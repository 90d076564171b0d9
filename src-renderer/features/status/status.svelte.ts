import type { AppInfo, AppStatus, Settings } from '#contract/app.ts';
import type { AppClient } from '#contract/contract.ts';
import { i18n } from '../../lib/i18n.svelte.ts';
import { attempt } from '../../lib/notes.svelte.ts';

/** What concerns the whole program: its state, its settings, what this computer can do. */
export class AppModel {
  status = $state.raw<AppStatus>();
  settings = $state.raw<Settings>();
  info = $state.raw<AppInfo>();

  readonly #client: AppClient;
  readonly #closers: (() => void)[] = [];

  constructor(client: AppClient) {
    this.#client = client;
  }

  get isKnown(): boolean {
    return this.status !== undefined && this.settings !== undefined;
  }

  /**
   * Subscribes first and asks second, so that no change falls between the two. What this computer can do may take as
   * long as its keyring does, and holds nothing else up.
   */
  async open(): Promise<void> {
    this.#closers.push(
      this.#client.app.on('statusChanged', (status) => (this.status = status)),
      this.#client.app.on('settingsChanged', (settings) => this.#take(settings)),
    );
    await Promise.all([this.#ask(), this.#askAbout()]);
  }

  close(): void {
    for (const close of this.#closers.splice(0)) close();
  }

  isLocked(name: keyof Settings): boolean {
    return this.info?.locked.includes(name) ?? false;
  }

  /** Shown at once; put back where it was when main refuses. */
  async change(changes: Partial<Settings>): Promise<void> {
    const before = this.settings;
    if (before !== undefined) this.#take({ ...before, ...changes });
    const after = await attempt(this.#client.app.change(changes));
    const settled = after ?? before;
    if (settled !== undefined) this.#take(settled);
  }

  pause(until: number | undefined): Promise<void> {
    return this.#quietly(this.#client.app.pause(until === undefined ? {} : { until }));
  }

  resume(): Promise<void> {
    return this.#quietly(this.#client.app.resume());
  }

  async #ask(): Promise<void> {
    const [settings, status] = await Promise.all([this.#client.app.settings(), this.#client.app.status()]);
    if (this.settings === undefined) this.#take(settings);
    this.status ??= status;
  }

  async #askAbout(): Promise<void> {
    this.info = await this.#client.app.info();
    if (this.settings !== undefined) this.#take(this.settings);
  }

  async #quietly(call: Promise<unknown>): Promise<void> {
    await attempt(call);
  }

  #take(settings: Settings): void {
    this.settings = settings;
    const { theme, language } = settings;
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
    // `info.language` is what the system speaks; the setting may overrule it without a restart.
    const spoken = language === 'system' ? this.info?.language : language;
    i18n.use(spoken ?? i18n.language, this.info?.locale ?? i18n.locale);
  }
}
