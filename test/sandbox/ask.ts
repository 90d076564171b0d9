import type { Sandbox } from '#sandbox/sandbox.ts';
import { SEED_BOT } from '#sandbox/store/seed.ts';

interface Answer {
  readonly status: number;
  readonly error: string | undefined;
  readonly description: string | undefined;
  readonly result: unknown;
  readonly time: Readonly<Record<string, unknown>>;
}

/** The seed bot's part of every call. */
export const BOT = { botId: SEED_BOT.id, botToken: SEED_BOT.token } as const;

/** Calls a method through the webhook, as JSON. */
export function ask(sandbox: Sandbox, method: string, params: object = {}): Promise<Answer> {
  return post(`${sandbox.webhook}${method}`, JSON.stringify(params));
}

export async function post(url: string, body: string, contentType = 'application/json'): Promise<Answer> {
  const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': contentType } });
  const answer = (await response.json()) as Record<string, unknown>;
  return {
    status: response.status,
    error: answer['error'] as string | undefined,
    description: answer['error_description'] as string | undefined,
    result: answer['result'],
    time: (answer['time'] ?? {}) as Record<string, unknown>,
  };
}

/** Uploads a small file as the seed bot. */
export function upload(
  sandbox: Sandbox,
  name: string,
  content: string | Buffer,
  dialogId = 'chat5',
): Promise<Answer> {
  const fields = { name, content: Buffer.from(content).toString('base64'), message: `Here is ${name}` };
  return ask(sandbox, 'imbot.v2.File.upload', { ...BOT, dialogId, fields });
}
