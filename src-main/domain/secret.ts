const MASK = '••••';

/**
 * Text that must not be seen: a webhook code, a token, a password. Printing, logging, inspecting and turning
 * into JSON all give a mask; only `reveal` gives the text, so every place that uses it can be searched for.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself: for the wire and for the store of secrets, nothing else. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  /** What Node's `util.inspect`, and with it `console.log`, shows. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return MASK;
  }
}
