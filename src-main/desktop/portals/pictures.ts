/** Fetches one picture; undefined where there is none that may be shown. */
type Fetch = (portal: string, address: string) => Promise<string | undefined>;

const MOST_KEPT = 300;
/** As long as a list of chats may wait for its pictures; what comes later is there the next time. */
const PATIENCE_MS = 1_500;
const AT_ONCE = 4;

/** Avatars as `data:` URLs: fetched by main, since pages reach no network, and kept for this run. */
export class Pictures {
  readonly #fetch: Fetch;
  readonly #kept = new Map<string, string | undefined>();
  readonly #waiting = new Map<string, Promise<void>>();
  #running: Promise<void>[] = [];
  /** Called when one has arrived that was asked for. */
  onArrival: () => void = () => undefined;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** What is here now; the rest is fetched meanwhile. */
  now(portal: string, address: string | undefined): string | undefined {
    if (address === undefined) return undefined;
    const key = `${portal} ${address}`;
    if (!this.#kept.has(key)) void this.#get(key, portal, address);
    return this.#kept.get(key);
  }

  /** The next one who asks gets what the portal shows then. */
  forget(portal: string, address: string | undefined): void {
    this.#kept.delete(`${portal} ${address}`);
  }

  /** The pictures of these addresses, as far as they come soon. */
  async soon(portal: string, addresses: readonly (string | undefined)[]): Promise<void> {
    const patience = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => patience.resolve(undefined), PATIENCE_MS);
    const coming = addresses.flatMap((address) =>
      address === undefined || this.#kept.has(`${portal} ${address}`)
        ? []
        : [this.#get(`${portal} ${address}`, portal, address)],
    );
    await Promise.race([Promise.all(coming), patience.promise]);
    clearTimeout(timer);
  }

  #get(key: string, portal: string, address: string): Promise<void> {
    const known = this.#waiting.get(key);
    if (known !== undefined) return known;
    const got = this.#turn()
      .then(() => this.#fetch(portal, address))
      // A chat is known by its colour then.
      .catch(() => undefined)
      .then((picture) => {
        this.#waiting.delete(key);
        this.#kept.set(key, picture);
        const [oldest] = this.#kept.keys();
        if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
        if (picture !== undefined) this.onArrival();
      });
    this.#waiting.set(key, got);
    this.#running.push(got);
    return got;
  }

  /** Resolves when fewer than `AT_ONCE` are under way. */
  async #turn(): Promise<void> {
    const before = this.#running.at(-AT_ONCE);
    await before;
    this.#running = this.#running.slice(-AT_ONCE);
  }
}
