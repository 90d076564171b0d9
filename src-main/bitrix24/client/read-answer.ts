import type { IncomingMessage } from 'node:http';

import { CutOff } from '../http/http-call.ts';

/** No answer we ask for comes near this; a longer one is not meant for us. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The whole text of an answer. Rejects when it is cut short, pauses for longer than `gapMs`, or never ends. */
export async function readAnswer(response: IncomingMessage, gapMs: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const gap = setTimeout(() => response.destroy(new CutOff('body-gap')), gapMs);
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) throw new CutOff('answer-too-long');
      chunks.push(chunk);
      gap.refresh();
    }
    return Buffer.concat(chunks).toString('utf8');
  } finally {
    clearTimeout(gap);
  }
}
