import type { PortalItem, PortalState, Verdict } from '#contract/portals.ts';
import { AppError } from '#domain/errors.ts';
import type { Hold } from '#domain/hold.ts';
import type { EngineConfig, PortalSpec } from '#config/engine-config.ts';
import { checkConnection } from '#bitrix24/admin/connection-check.ts';
import { openPortals, type Bitrix24Host, type OpenPortal, type OpenPortals } from '#bitrix24/portals.ts';
import type { ManagedConfig } from '../settings/managed.ts';
import type { Stored, StoredPortal } from '../settings/stored.ts';
import type { DialogAppearance } from '../settings/stored.ts';
import { PictureCache } from './picture-cache.ts';
import { toVerdict } from './verdicts.ts';
import { portalStateFrom } from './portal-state.ts';

/** How long a window waits for a portal. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The portals of the settings, for everything but files: checks, bots and dialogs. */
export class PortalService {
  readonly pictures = new PictureCache((name, address) =>
    this.ask(name, (portal, signal) => portal.picture(address, signal)),
  );
  /** Appearance of dialogs in the lists of this run, see `known-dialogs.ts`. */
  readonly appearances = new Map<string, DialogAppearance>();
  readonly #host: Bitrix24Host;
  readonly #checking = new Set<string>();
  readonly #verdicts = new Map<string, readonly Verdict[]>();
  #open: OpenPortals | undefined;
  #appliedJson = '';
  #refused: ReadonlySet<string> = new Set();

  constructor(host: Bitrix24Host) {
    this.#host = host;
  }

  /** Opens the portals anew where the settings have changed. */
  async apply({ config, refused }: ManagedConfig): Promise<void> {
    this.#refused = refused.portals;
    const { portals, bots } = config;
    const applied = JSON.stringify([portals, bots]);
    if (applied === this.#appliedJson) return;
    this.#appliedJson = applied;
    await this.#open?.close();
    this.#open = openPortals(config, this.#host);
  }

  async close(): Promise<void> {
    await this.#open?.close();
    this.#open = undefined;
  }

  /** Asks a portal something. @throws AppError `secret.missing`, `policy.forbidden` */
  async ask<T>(name: string, question: (portal: OpenPortal, signal: AbortSignal) => Promise<T>): Promise<T> {
    this.requireAllowed(name);
    const portal = this.#open?.byName.get(name);
    if (portal === undefined) throw new AppError('secret.missing', `${name} cannot be asked now`);
    return question(portal, AbortSignal.timeout(REQUEST_TIMEOUT_MS));
  }

  /** @throws AppError `policy.forbidden` for a portal that the machine's policy leaves out */
  requireAllowed(name: string): void {
    if (this.#refused.has(name)) throw new AppError('policy.forbidden', `${name} is not allowed here`);
  }

  /** Checks each step of the connection to the portal's chats. */
  async check(name: string): Promise<readonly Verdict[]> {
    this.#checking.add(name);
    try {
      const verdicts = await this.ask(name, (portal, signal) => checkConnection({ ...portal, signal }));
      this.#verdicts.set(name, verdicts.map(toVerdict));
      return verdicts.map(toVerdict);
    } finally {
      this.#checking.delete(name);
    }
  }

  /** Checks a portal that is not in the settings yet. */
  async tryOut(spec: PortalSpec, config: EngineConfig): Promise<readonly Verdict[]> {
    const portals = openPortals({ ...config, portals: [spec], bots: [] }, this.#host);
    try {
      const portal = portals.byName.get(spec.name);
      if (portal === undefined) return [];
      const verdicts = await checkConnection({ ...portal, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
      this.#verdicts.set(spec.name, verdicts.map(toVerdict));
      return verdicts.map(toVerdict);
    } finally {
      await portals.close();
    }
  }

  /** A portal as the windows show it. */
  item(portal: StoredPortal, stored: Stored, holds: readonly Hold[], waiting: number): PortalItem {
    const { name, kind, maxFileBytes, origin } = portal;
    return {
      name,
      kind,
      host: new URL(origin).host,
      state: this.#stateOf(name, holds),
      maxFileBytes,
      verdicts: this.#verdicts.get(name) ?? [],
      watches: stored.watches.filter((watch) => watch.portal === name).length,
      waiting,
    };
  }

  #stateOf(name: string, holds: readonly Hold[]): PortalState {
    if (this.#refused.has(name)) return { type: 'needs-you', code: 'policy.forbidden', host: undefined };
    if (this.#checking.has(name) || this.#open === undefined) return { type: 'checking' };
    if (this.#open.byName.get(name) === undefined) {
      return { type: 'needs-you', code: 'secret.missing', host: undefined };
    }
    return portalStateFrom(name, holds);
  }
}
