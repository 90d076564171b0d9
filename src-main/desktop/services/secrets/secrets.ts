import { AppError } from '#domain/errors.ts';
import { Secret } from '#domain/secret.ts';
import type { Log } from '#engine/ports.ts';
import type { Strength } from './backend.ts';
import { readSealed, writeSealed, type SealedEntries } from './secrets-file.ts';
import type { Vault } from './vault.ts';

export interface SecretsDeps {
  readonly path: string;
  readonly vault: Vault;
  /** Whether the user agreed to weak storage. */
  readonly isWeakAllowed: () => boolean;
  readonly now: () => number;
  readonly log: Log;
}

/** Webhook addresses, tokens and passwords. In clear only in memory; on disk under a key the system keeps. */
export class Secrets {
  readonly #deps: SecretsDeps;
  readonly #clear = new Map<string, Secret>();
  #sealed: SealedEntries;
  #strength: Strength | undefined;

  constructor(deps: SecretsDeps) {
    this.#deps = deps;
    this.#sealed = readSealed(deps.path, deps.now());
  }

  /** How secrets are kept; asks the system once. */
  async strength(): Promise<Strength> {
    return (this.#strength ??= await this.#deps.vault.strength().catch(() => 'unavailable' as const));
  }

  /** Decrypts the stored secrets. Those that fail stay on disk, because the keyring may be unlocked later. */
  async unlock(): Promise<void> {
    const names = Object.keys(this.#sealed).filter((name) => !this.#clear.has(name));
    await Promise.all(names.map((name) => this.#open(name)));
  }

  /** In memory already, or undefined; never waits for a keyring. */
  get(name: string): Secret | undefined {
    return this.#clear.get(name);
  }

  /** True when a secret is on disk but cannot be decrypted now. */
  isLocked(name: string): boolean {
    return !this.#clear.has(name) && Object.hasOwn(this.#sealed, name);
  }

  /** Keeps a secret in memory, and on disk unless storage is weak and the user has not agreed to it. */
  async set(name: string, secret: Secret): Promise<void> {
    this.#clear.set(name, secret);
    await this.#persist(name, secret);
  }

  forget(name: string): void {
    this.#clear.delete(name);
    this.#save(Object.fromEntries(Object.entries(this.#sealed).filter(([known]) => known !== name)));
  }

  /** Writes the secrets that were only in memory, after the user has agreed to weak storage. */
  async persistAll(): Promise<void> {
    for (const [name, secret] of this.#clear) await this.#persist(name, secret);
  }

  async #persist(name: string, secret: Secret): Promise<void> {
    const strength = await this.strength();
    if (strength === 'unavailable' || (strength === 'weak' && !this.#deps.isWeakAllowed())) return;
    const { vault } = this.#deps;
    let sealed: Uint8Array;
    try {
      sealed = await vault.seal(secret.reveal());
    } catch (cause) {
      throw new AppError('secret.missing', 'the system did not take a secret', { cause });
    }
    const entry = { backend: vault.backend(), sealed: Buffer.from(sealed).toString('base64') };
    this.#save({ ...this.#sealed, [name]: entry });
  }

  async #open(name: string): Promise<void> {
    const entry = this.#sealed[name];
    if (entry === undefined) return;
    try {
      const { text, isOutdated } = await this.#deps.vault.open(Buffer.from(entry.sealed, 'base64'));
      this.#clear.set(name, new Secret(text));
      if (isOutdated) await this.#persist(name, new Secret(text));
    } catch {
      // The error's message may contain the secret. Name and backend are enough for diagnosis.
      this.#deps.log('warn', 'a secret cannot be opened now', { name, backend: entry.backend });
    }
  }

  #save(entries: SealedEntries): void {
    writeSealed(this.#deps.path, entries);
    this.#sealed = entries;
  }
}

export const secretNames = {
  webhook: (portal: string) => `webhook:${portal}`,
  clientSecret: (portal: string) => `client-secret:${portal}`,
  bot: (portal: string, bot: string) => `bot:${portal}:${bot}`,
  proxy: 'proxy',
  /** Seals the tokens of OAuth portals. */
  tokenKey: 'token-key',
} as const;
