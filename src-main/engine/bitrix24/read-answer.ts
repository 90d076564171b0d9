import type { IncomingMessage } from 'node:http';

import { CutOff } from './http-call.ts';

/** No answer we ask for comes near this; a longer one is not meant for us. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** The whole text of an answer. Rejects when it is cut short, pauses for longer than `gapMs`, or never ends. */
export async function readAnswer(response: IncomingMessage, gapMs: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const gap = setTimeout(() => response.destroy(new CutOff('body-gap')), gapMs);
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MAX_ANSWER_BYTES) throw new CutOff('answer-too-long');
      pieces.push(piece);
      gap.refresh();
    }
    return Buffer.concat(pieces).toString('utf8');
  } finally {
    clearTimeout(gap);
  }
}
