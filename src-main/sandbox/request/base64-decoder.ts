const WHITESPACE = -1;
const INVALID = -2;
const PADDING = 0x3d;

/** Value of each byte in the standard alphabet; the portal skips whitespace and refuses everything else. */
const VALUES = new Int8Array(256).fill(INVALID);
const ALPHABET = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
for (const [value, char] of ALPHABET.entries()) VALUES[char] = value;
for (const char of Buffer.from(' \t\r\n')) VALUES[char] = WHITESPACE;

/**
 * Decodes Base64 piece by piece with the rules of PHP's strict mode: whitespace and missing padding are
 * tolerated, other characters, data after padding and a lone last character are not.
 */
export class Base64Decoder {
  #bits = 0;
  #characters = 0;
  #padding = 0;
  #broken = false;

  /**
   * Writes the bytes that became complete with this piece into `target` from `start`, and returns where they
   * end. They need three quarters of the text's length and 3 more. Nothing comes once the text proved invalid.
   */
  decode(text: Uint8Array, target: Buffer, start: number): number {
    let end = start;
    for (const char of text) {
      if (this.#broken) break;
      if (char === PADDING) {
        this.#padding += 1;
        continue;
      }
      const value = VALUES[char] ?? INVALID;
      if (value === WHITESPACE) continue;
      if (value === INVALID || this.#padding > 0) {
        this.#broken = true;
        continue;
      }
      this.#bits = ((this.#bits << 6) | value) & 0xffffff;
      this.#characters += 1;
      if (this.#characters % 4 !== 0) continue;
      target[end++] = this.#bits >>> 16;
      target[end++] = (this.#bits >>> 8) & 0xff;
      target[end++] = this.#bits & 0xff;
    }
    return end;
  }

  /** The last one or two bytes, or `undefined` when the whole text was no valid Base64. */
  end(): Buffer | undefined {
    const rest = this.#characters % 4;
    const paddingFits = this.#padding === 0 || (this.#padding <= 2 && (rest + this.#padding) % 4 === 0);
    if (this.#broken || rest === 1 || !paddingFits) return undefined;
    if (rest === 2) return Buffer.of((this.#bits >>> 4) & 0xff);
    if (rest === 3) return Buffer.of((this.#bits >>> 10) & 0xff, (this.#bits >>> 2) & 0xff);
    return Buffer.alloc(0);
  }
}
