import { randomBytes } from 'node:crypto';

/** One-time download links: each opens once. */
export class Downloads {
  readonly #files = new Map<string, number>();

  /** A ticket for the file; a secret, as it stands for the permission to read it. */
  issue(fileId: number): string {
    const ticket = randomBytes(16).toString('hex');
    this.#files.set(ticket, fileId);
    return ticket;
  }

  /** The file of a ticket that has not been used yet. */
  redeem(ticket: string): number | undefined {
    const fileId = this.#files.get(ticket);
    this.#files.delete(ticket);
    return fileId;
  }
}
