/** How a promise was broken: `other` is everything that lost, doubled and changed no file. */
export type Breach = 'lost' | 'doubled' | 'differing' | 'other';

/** A promise was broken. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly breach: Breach;

  constructor(breach: Breach, message: string) {
    super(message);
    this.breach = breach;
  }
}
