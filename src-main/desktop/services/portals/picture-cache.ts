/** Fetches one picture; undefined where there is none that may be shown. */
type Fetch = (portal: string, address: string) => Promise<string | undefined>;

const MAX_PICTURES = 300;
/** How long a list of chats waits for pictures. Later ones appear the next time. */
const MAX_WAIT_MS = 1_500;
const MAX_CONCURRENT = 4;

/** Avatars as `data:` URLs: fetched by main, since pages reach no network, and kept for this run. */
export class PictureCache {
  readonly #fetch: Fetch;
  readonly #kept = new Map<string, string | undefined>();
  readonly #waiting = new Map<string, Promise<void>>();
  #running: Promise<void>[] = [];
  /** Called when a picture has been fetched. */
  onArrival: () => void = () => undefined;

  constructor(fetch: Fetch) {
    this.#fetch = fetch;
  }

  /** The picture if it is cached. Otherwise undefined, and the picture is fetched. */
  get(portal: string, address: string | undefined): string | undefined {
    if (address === undefined) return undefined;
    const key = `${portal} ${address}`;
    if (!this.#kept.has(key)) void this.#load(key, portal, address);
    return this.#kept.get(key);
  }

  /** Drops a picture, so the next call fetches it again. */
  invalidate(portal: string, address: string | undefined): void {
    this.#kept.delete(`${portal} ${address}`);
  }

  /** Fetches these pictures and waits for them, at most `MAX_WAIT_MS`. */
  async prefetch(portal: string, addresses: readonly (string | undefined)[]): Promise<void> {
    const patience = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => patience.resolve(undefined), MAX_WAIT_MS);
    const coming = addresses.flatMap((address) =>
      address === undefined || this.#kept.has(`${portal} ${address}`)
        ? []
        : [this.#load(`${portal} ${address}`, portal, address)],
    );
    await Promise.race([Promise.all(coming), patience.promise]);
    clearTimeout(timer);
  }

  #load(key: string, portal: string, address: string): Promise<void> {
    const known = this.#waiting.get(key);
    if (known !== undefined) return known;
    const got = this.#waitForSlot()
      .then(() => this.#fetch(portal, address))
      // A chat is known by its colour then.
      .catch(() => undefined)
      .then((picture) => {
        this.#waiting.delete(key);
        this.#kept.set(key, picture);
        const [oldest] = this.#kept.keys();
        if (this.#kept.size > MAX_PICTURES && oldest !== undefined) this.#kept.delete(oldest);
        if (picture !== undefined) this.onArrival();
      });
    this.#waiting.set(key, got);
    this.#running.push(got);
    return got;
  }

  /** Resolves when fewer than `AT_ONCE` are under way. */
  async #waitForSlot(): Promise<void> {
    const before = this.#running.at(-MAX_CONCURRENT);
    await before;
    this.#running = this.#running.slice(-MAX_CONCURRENT);
  }
}
