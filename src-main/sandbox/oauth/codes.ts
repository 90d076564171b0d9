import { randomBytes } from 'node:crypto';

interface Code {
  readonly clientId: string;
  readonly userId: number;
  readonly expiresAt: number;
}

/** Authorization codes: each is good once, and not for long. */
export class Codes {
  readonly #codes = new Map<string, Code>();

  issue(clientId: string, userId: number, expiresAt: number): string {
    const code = randomBytes(20).toString('hex');
    this.#codes.set(code, { clientId, userId, expiresAt });
    return code;
  }

  /** The user who gave the code to this app; undefined when it is used, too old or another app's. */
  redeem(code: string, clientId: string, now: number): number | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found?.clientId === clientId && found.expiresAt > now ? found.userId : undefined;
  }
}
