import { createHash, randomUUID } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { Base64Decoder } from './base64-decoder.ts';

/** trunc(104,857,600 × 4 / 3): the portal measures the text, not the bytes it stands for (reference 1.2). */
const MAX_CONTENT_CHARS = 139_810_133;

/** What came as `fields.content`, judged but not yet acted upon. */
export type Content =
  | { readonly type: 'empty' }
  | { readonly type: 'too-large' }
  | { readonly type: 'invalid' }
  /** Valid Base64 of nothing. */
  | { readonly type: 'blank' }
  /** `key` names the file in the store's folder; it belongs to whoever takes this value. */
  | { readonly type: 'stored'; readonly key: string; readonly size: number; readonly sha256: string };

/**
 * Decodes one Base64 text into a file of the store while it arrives, hashing on the way. Memory use does not
 * depend on the size.
 */
export class ContentWriter {
  readonly #folder: string;
  readonly #key = randomUUID();
  #file: FileHandle | undefined;
  #decoder = new Base64Decoder();
  #hash: Hash = createHash('sha256');
  /** Decoded bytes on their way to the disk; one block for the whole upload, as garbage piles up quickly. */
  #block = Buffer.allocUnsafe(96 * 1024);
  #ready = 0;
  #characters = 0;
  #first: number | undefined;
  #size = 0;
  #startsOver = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** A text begins; an earlier one of the same request is void. */
  begin(): void {
    this.#startsOver = this.#characters > 0;
    this.#decoder = new Base64Decoder();
    this.#hash = createHash('sha256');
    this.#ready = 0;
    this.#characters = 0;
    this.#first = undefined;
    this.#size = 0;
  }

  push(text: Uint8Array): void {
    this.#first ??= text[0];
    this.#characters += text.length;
    if (this.#characters > MAX_CONTENT_CHARS) return;
    this.#makeRoom(text.length);
    this.#ready = this.#decoder.decode(text, this.#block, this.#ready);
  }

  /** Writes what has been decoded so far. To be awaited before more is pushed, or memory grows. */
  async flush(): Promise<void> {
    const bytes = this.#block.subarray(0, this.#ready);
    this.#ready = 0;
    if (bytes.length === 0) return;
    this.#file ??= await open(join(this.#folder, this.#key), 'wx', 0o600);
    if (this.#startsOver) await this.#file.truncate(0);
    this.#startsOver = false;
    await this.#file.write(bytes, 0, bytes.length, this.#size);
    this.#size += bytes.length;
    this.#hash.update(bytes);
  }

  /** Ends the text and says what it was. Anything but `stored` leaves no file behind. */
  async finish(): Promise<Content> {
    const verdict = this.#verdict();
    if (verdict !== undefined) {
      await this.discard();
      return verdict;
    }
    await this.flush();
    await this.#file?.close();
    this.#file = undefined;
    return { type: 'stored', key: this.#key, size: this.#size, sha256: this.#hash.digest('hex') };
  }

  /** Forgets everything: the request broke off, or its content is not wanted. */
  async discard(): Promise<void> {
    if (this.#file === undefined) return;
    await this.#file.close();
    this.#file = undefined;
    await unlink(join(this.#folder, this.#key));
  }

  #makeRoom(bytes: number): void {
    if (this.#ready + bytes + 3 <= this.#block.length) return;
    this.#block = Buffer.concat([this.#block.subarray(0, this.#ready)], 2 * (this.#ready + bytes + 3));
  }

  #verdict(): Content | undefined {
    // PHP's empty() also takes the text "0" for nothing.
    const isZero = this.#characters === 1 && this.#first === 0x30;
    if (this.#characters === 0 || isZero) return { type: 'empty' };
    if (this.#characters > MAX_CONTENT_CHARS) return { type: 'too-large' };
    const last = this.#decoder.end();
    if (last === undefined) return { type: 'invalid' };
    this.#makeRoom(last.length);
    this.#ready += last.copy(this.#block, this.#ready);
    return this.#size + this.#ready === 0 ? { type: 'blank' } : undefined;
  }
}
