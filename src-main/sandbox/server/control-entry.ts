import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { SandboxControl } from '../control.ts';
import { faultSchema } from '../faults/fault.ts';
import { settingsSchema } from '../limits/settings.ts';
import { json, send } from './reply.ts';
import type { Reply } from './reply.ts';

const membersSchema = z.strictObject({ dialog: z.string(), members: z.array(z.int()) });
const postSchema = z.strictObject({ dialog: z.string(), authorId: z.int(), text: z.string() });
const faultsSchema = z.union([faultSchema, z.array(faultSchema)]);

type Handler = (control: SandboxControl, body: unknown) => unknown;

/** What other processes may do with the sandbox; `README.md` tells how. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  'GET state': (control) => control.state(),
  'POST faults': (control, body) => {
    for (const fault of [faultsSchema.parse(body)].flat()) control.fault(fault);
  },
  'DELETE faults': (control) => control.clearFaults(),
  'PATCH settings': (control, body) => control.configure(settingsSchema.parse(body)),
  'POST members': (control, body) => {
    const { dialog, members } = membersSchema.parse(body);
    control.setMembers(dialog, members);
  },
  'POST messages': (control, body) => {
    const { dialog, authorId, text: words } = postSchema.parse(body);
    return { messageId: control.post(dialog, authorId, words) };
  },
};

export async function serveControl(
  control: SandboxControl,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await text(request);
  const name = url.pathname.split('/').filter((part) => part !== '')[1] ?? '';
  send(response, answer(control, `${request.method ?? ''} ${name}`, request.headers['content-type'], body));
}

function answer(control: SandboxControl, key: string, contentType: string | undefined, body: string): Reply {
  const handler = Object.hasOwn(HANDLERS, key) ? HANDLERS[key] : undefined;
  if (handler === undefined) return json(404, { error: `no such switch: ${key}` });
  // Other websites can send forms to this address, but not this content type without being asked first.
  if (body !== '' && contentType?.startsWith('application/json') !== true) {
    return json(415, { error: 'content-type must be application/json' });
  }
  try {
    return json(200, handler(control, body === '' ? undefined : JSON.parse(body)) ?? { ok: true });
  } catch (error) {
    if (error instanceof z.ZodError) return json(400, { error: z.prettifyError(error) });
    if (error instanceof SyntaxError) return json(400, { error: 'the body is no JSON' });
    if (error instanceof RangeError) return json(404, { error: error.message });
    throw error;
  }
}
