import { createHash } from 'node:crypto';

import type { FileStamp } from '#domain/file-stamp.ts';
import type { Secret } from '#domain/secret.ts';

import type { OpenFile } from '#engine/ports.ts';
import type { BodySink, RequestBody } from '../http/http-call.ts';
import { readChunks } from './read-chunks.ts';
import { CHUNK_BYTES, readSmall, requireUnchanged } from './small-file.ts';

/** Everything of `imbot.v2.File.upload` but the content. */
export interface UploadFields {
  readonly botId: number;
  /** Only with a webhook: an OAuth application is known by its client id. */
  readonly botToken: Secret | undefined;
  readonly dialogId: string;
  /** Access token of an OAuth application. */
  readonly auth: Secret | undefined;
  readonly name: string;
  readonly message: string;
}

const CHUNK_CHARS = (CHUNK_BYTES / 3) * 4;
/** One chunk is on its way while the next is encoded. */
const SLOTS = 2;
const SUFFIX = Buffer.from('"}}');

/**
 * The JSON of an upload, written while the file is read, at the price of four small buffers whatever the
 * file's size. The two braces that make it valid JSON leave only after the file was found unchanged.
 */
export class UploadBody implements RequestBody {
  readonly contentType = 'application/json';
  readonly length: number;
  readonly #prefix: Buffer;
  readonly #file: OpenFile;
  readonly #stamp: FileStamp;
  readonly #onSent: (fileBytes: number) => void;
  readonly #take: (bytes: number) => Promise<void>;
  #sentBytes = 0;
  #sha256: string | undefined;

  /**
   * `file` stays the caller's to close; `stamp` is how it was when it was opened; `onSent` hears of the file's bytes
   * handed over so far; `take` resolves when so many bytes may leave.
   */
  constructor(
    fields: UploadFields,
    file: OpenFile,
    stamp: FileStamp,
    onSent: (fileBytes: number) => void,
    take: (bytes: number) => Promise<void> = () => Promise.resolve(),
  ) {
    this.#prefix = Buffer.from(prefixOf(fields));
    this.length = this.#prefix.length + Math.ceil(stamp.size / 3) * 4 + SUFFIX.length;
    this.#file = file;
    this.#stamp = stamp;
    this.#onSent = onSent;
    this.#take = take;
  }

  /** Bytes of the file that were handed over. */
  get sentBytes(): number {
    return this.#sentBytes;
  }

  /** Of the whole file, lower-case hex; known before the last chunk leaves. */
  get sha256(): string | undefined {
    return this.#sha256;
  }

  /** @throws AppError `file.changed` when the file is not, or does not stay, what the stamp says */
  async send(sink: BodySink): Promise<void> {
    if (this.#stamp.size <= CHUNK_BYTES) {
      await this.#sendAtOnce(sink);
      return;
    }
    await sink.write(this.#prefix);
    const sha256 = await this.#sendContent(sink);
    await requireUnchanged(this.#file, this.#stamp, sha256);
    this.#sha256 = sha256;
    await sink.write(SUFFIX);
  }

  /** A small file in a single chunk, whose size alone it costs. */
  async #sendAtOnce(sink: BodySink): Promise<void> {
    const { size } = this.#stamp;
    await sink.pauseUntil(this.#take(Math.ceil(size / 3) * 4));
    const { base64, sha256 } = await readSmall(this.#file, this.#stamp);
    this.#sha256 = sha256;
    const taken = sink.write(Buffer.concat([this.#prefix, base64, SUFFIX]));
    // Looked at below; until then a failure is not an unhandled one.
    taken.catch(() => undefined);
    this.#sentBytes = size;
    this.#onSent(size);
    await taken;
  }

  async #sendContent(sink: BodySink): Promise<string> {
    const hash = createHash('sha256');
    const slots = Array.from({ length: SLOTS }, () => ({
      buffer: Buffer.allocUnsafeSlow(CHUNK_CHARS),
      taken: Promise.resolve(),
    }));

    let next = 0;
    for await (const chunk of readChunks(this.#file, this.#stamp.size)) {
      await sink.pauseUntil(this.#take(Math.ceil(chunk.length / 3) * 4));
      hash.update(chunk);

      const slot = slots[next++ % SLOTS];
      if (slot === undefined) break;
      await slot.taken;
      const chars = slot.buffer.write(chunk.toString('base64'), 'latin1');
      slot.taken = sink.write(slot.buffer.subarray(0, chars));
      // Looked at when the slot is used again; until then a failure is not an unhandled one.
      slot.taken.catch(() => undefined);
      this.#sentBytes += chunk.length;
      this.#onSent(this.#sentBytes);
    }
    await Promise.all(slots.map(({ taken }) => taken));
    return hash.digest('hex');
  }
}

function prefixOf(fields: UploadFields): string {
  const json = JSON.stringify({
    botId: fields.botId,
    botToken: fields.botToken?.reveal(),
    dialogId: fields.dialogId,
    auth: fields.auth?.reveal(),
    fields: { name: fields.name, message: fields.message === '' ? undefined : fields.message, content: '' },
  });
  return json.slice(0, -SUFFIX.length);
}
