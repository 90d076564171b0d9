import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ContentWriter } from './content-store.ts';
import type { Content } from './content-store.ts';
import { parseForm } from './form.ts';
import { JsonSplitter } from './json-splitter.ts';
import { groupParam, isGroup, param } from './params.ts';
import type { Params } from './params.ts';

/** All of a body but the file's content is kept in memory, up to this many bytes. */
const MAX_SMALL_BYTES = 4 * 1024 * 1024;

export type Received =
  | { readonly type: 'params'; readonly params: Params; readonly content: Content }
  | { readonly type: 'no-json' }
  | { readonly type: 'too-much' };

interface Receiving {
  /** Folder that takes the content of uploads. */
  readonly folder: string;
  /** Sees each piece of the body; what it resolves to later holds the reading back, what it throws ends it. */
  readonly pace?: ((bytes: number) => Promise<void>) | undefined;
}

/** Takes the whole body. Rejects, leaving nothing behind, when it is cut off before its end. */
export async function receive(request: IncomingMessage, receiving: Receiving): Promise<Received> {
  const writer = new ContentWriter(receiving.folder);
  try {
    const isForm = /^application\/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '');
    const received = await (isForm ? receiveForm : receiveJson)(request, writer, receiving);
    if (received.type !== 'params') await writer.discard();
    return received;
  } catch (error) {
    await writer.discard();
    throw error;
  }
}

async function receiveJson(
  request: IncomingMessage,
  writer: ContentWriter,
  { pace }: Receiving,
): Promise<Received> {
  const id = randomUUID();
  let strings = 0;
  const splitter = new JsonSplitter(id, {
    begin: () => {
      strings += 1;
      writer.begin();
    },
    bytes: (bytes) => writer.push(bytes),
  });
  let tooMuch = false;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    await pace?.(chunk.length);
    if (tooMuch) continue;
    splitter.push(chunk);
    await writer.flush();
    tooMuch = splitter.keptBytes > MAX_SMALL_BYTES;
  }
  if (tooMuch) return { type: 'too-much' };
  const params = parseJson(splitter.rest);
  if (params === undefined) return { type: 'no-json' };
  const content = param(groupParam(params, 'fields'), 'content');
  // Only the last of equal keys counts: a later value may have replaced the streamed text.
  const isStreamed = strings > 0 && content === id;
  return { type: 'params', params, content: await (isStreamed ? writer.finish() : store(writer, content)) };
}

async function receiveForm(
  request: IncomingMessage,
  writer: ContentWriter,
  { pace }: Receiving,
): Promise<Received> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    await pace?.(chunk.length);
    length += chunk.length;
    if (length <= MAX_SMALL_BYTES) chunks.push(chunk);
  }
  if (length > MAX_SMALL_BYTES) return { type: 'too-much' };
  const params = parseForm(Buffer.concat(chunks).toString('utf8'));
  const content = param(groupParam(params, 'fields'), 'content');
  return { type: 'params', params, content: await store(writer, content) };
}

/** Stores content that came as a plain value instead of a streamed text. */
async function store(writer: ContentWriter, value: unknown): Promise<Content> {
  await writer.discard();
  writer.begin();
  if (typeof value === 'string' || typeof value === 'number') writer.push(Buffer.from(String(value)));
  return writer.finish();
}

function parseJson(text: string): Params | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return isGroup(value) ? value : {};
  } catch {
    return undefined; // told to the client as such
  }
}
