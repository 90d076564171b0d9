import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonSplitter } from '#sandbox/request/json-splitter.ts';
import { startSandbox } from '#sandbox/sandbox.ts';
import { temporaryFolder } from '../support/temp-folder.ts';

/** Sends `body` in pieces of the given sizes, over and over. */
async function sendInPieces(
  url: string,
  body: Buffer,
  sizes: readonly number[],
): Promise<Record<string, unknown>> {
  const client = request(url, { method: 'POST', headers: { 'content-type': 'application/json' } });
  client.setNoDelay(true);
  const answered = new Promise<string>((resolve, reject) => {
    client.on('response', (response) => resolve(text(response)));
    client.on('error', reject);
  });
  for (let at = 0, n = 0; at < body.length; n += 1) {
    const size = sizes[n % sizes.length] ?? body.length;
    const piece = body.subarray(at, at + size);
    await new Promise<void>((resolve) => {
      client.write(piece, () => setImmediate(resolve)); // a piece of its own for the receiver, as a rule
    });
    at += size;
  }
  client.end();
  return JSON.parse(await answered) as Record<string, unknown>;
}

const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\t', '\r'), maxLength: 3 });
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.constantFrom('"content":"', '\\', '{"fields":{', 'content', '}]"'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
/** Things that look like the content but stand elsewhere. */
const decoy = fc.oneof(
  scalar,
  fc.record({ content: scalar }),
  fc.array(fc.record({ fields: fc.record({ content: scalar }) })),
);

/** A JSON object with its members in a random order and random whitespace between all its tokens. */
const objectText = (members: Readonly<Record<string, string>>) =>
  fc
    .tuple(
      fc.shuffledSubarray(Object.entries(members), { minLength: Object.keys(members).length }),
      fc.array(space, { minLength: 4, maxLength: 4 }),
    )
    .map(([entries, [a = '', b = '', c = '', d = '']]) => {
      const inner = entries.map(([key, value]) => `${a}"${key}"${b}:${c}${value}${d}`).join(',');
      return `{${inner}${a}}`;
    });

/** Base64 with some of its characters written as JSON escapes. */
const contentText = (bytes: Uint8Array, escapes: readonly boolean[]) => {
  const base64 = Buffer.from(bytes).toString('base64');
  const chars = Array.from(base64, (char, at) => {
    if (escapes[at % escapes.length] !== true) return char;
    return char === '/' ? '\\/' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${chars.join('')}"`;
};

const upload = fc
  .record({
    bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    escapes: fc.array(fc.boolean(), { minLength: 1, maxLength: 5 }),
    message: fc.string({ unit: 'binary', maxLength: 20 }),
    extra: decoy,
    innerExtra: decoy,
    sizes: fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }),
  })
  .chain((made) =>
    objectText({
      name: '"a.bin"',
      content: contentText(made.bytes, made.escapes),
      message: JSON.stringify(made.message),
      extra: JSON.stringify(made.innerExtra),
    })
      .chain((fields) =>
        objectText({
          botId: '456',
          botToken: '"my_bot_token"',
          dialogId: '"chat5"',
          fields,
          content: JSON.stringify(made.extra),
        }),
      )
      .map((body) => ({ ...made, body })),
  );

test('the content alone is cut out of the document, all the rest stays as it is', () => {
  fc.assert(
    fc.property(upload, ({ body, bytes, sizes }) => {
      const cutOut: Buffer[] = [];
      const splitter = new JsonSplitter('placeholder', {
        begin: () => undefined,
        bytes: (piece) => cutOut.push(Buffer.from(piece)),
      });
      const whole = Buffer.from(body);
      for (let at = 0, n = 0; at < whole.length; n += 1) {
        const size = sizes[n % sizes.length] ?? whole.length;
        splitter.push(whole.subarray(at, at + size));
        at += size;
      }

      const { fields, ...others } = JSON.parse(body) as { fields: object };
      expect(JSON.parse(splitter.rest)).toEqual({ ...others, fields: { ...fields, content: 'placeholder' } });
      expect(Buffer.concat(cutOut).toString()).toBe(Buffer.from(bytes).toString('base64'));
    }),
    { numRuns: 500 },
  );
});

test('no body, however broken, ends in anything but an answer in the portal’s form', async () => {
  const sandbox = await startSandbox({ dataDir: temporaryFolder(), requestsPerSecond: 0 });
  const tokens = [
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"',
    '\\',
    '\\u00',
    '"fields"',
    '"content"',
    '"botId":456',
    'null',
    '=',
    '&',
    'fields[content]',
    '__proto__',
  ];
  const junk = fc.array(fc.oneof(fc.constantFrom(...tokens), fc.string({ unit: 'binary' })), {
    maxLength: 12,
  });
  try {
    await fc.assert(
      fc.asyncProperty(junk, fc.boolean(), async (parts, isForm) => {
        const response = await fetch(`${sandbox.webhook}imbot.v2.File.upload`, {
          method: 'POST',
          body: parts.join(''),
          headers: { 'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json' },
        });

        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: expect.stringMatching(/^[A-Z_]+$/) as unknown });
      }),
      { numRuns: 300 },
    );
  } finally {
    await sandbox.close();
  }
});

test('whatever the order of keys, the whitespace, the escapes and the pieces, the same bytes are stored', async () => {
  const sandbox = await startSandbox({ dataDir: temporaryFolder(), requestsPerSecond: 0 });
  try {
    await fc.assert(
      fc.asyncProperty(upload, async ({ body, bytes, message, sizes }) => {
        const answer = await sendInPieces(`${sandbox.webhook}imbot.v2.File.upload`, Buffer.from(body), sizes);

        const posted = sandbox.control.messages('chat5').at(-1);
        expect(answer).toMatchObject({ result: { messageId: posted?.id, file: { size: bytes.length } } });
        expect(posted?.file?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
        expect(posted?.text).toBe(Buffer.from(message).toString('utf8'));
      }),
      { numRuns: 150 },
    );
  } finally {
    await sandbox.close();
  }
});
