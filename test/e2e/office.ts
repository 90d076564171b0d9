import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { vi } from 'vitest';
import type { AppClient } from '#contract/contract.ts';
import type { WatchDraft } from '#contract/watches.ts';
import { SANDBOX_BOT } from '#cli/sandbox-portal.ts';
import { DEFAULT_JUNK } from '#domain/junk.ts';
import type { SandboxMessage } from '#sandbox/control.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';
import type { Reply } from '#contract/wire.ts';

export const SOON = { timeout: 30_000, interval: 50 };
export const TARGET = { portal: 'office', bot: 'scanner', dialog: 'chat5' } as const;

type Room = keyof AppClient;
type Called<R extends Room, N extends keyof AppClient[R]> = AppClient[R][N] extends (
  ...args: infer A
) => Promise<infer Out>
  ? { readonly args: A; readonly out: Out }
  : never;

/** Asks main what a window may ask it, over the window's own bridge. */
export async function ask<R extends Room, N extends keyof AppClient[R] & string>(
  page: Page,
  room: R,
  name: N,
  ...[input]: Called<R, N>['args']
): Promise<Called<R, N>['out']> {
  const reply = await page.evaluate(
    ([to, what, given]) =>
      (globalThis as unknown as { chatdrop: { call: (message: unknown) => Promise<Reply> } }).chatdrop.call(
        given === undefined ? { room: to, name: what } : { room: to, name: what, input: given },
      ),
    [room, name, input] as const,
  );
  if (!reply.ok) throw new Error(`${room}.${name}: ${reply.error.code}`);
  return reply.value;
}

/** Makes the program know the sandbox, its bot and a chat, as the first run does. */
export async function connect(page: Page, sandbox: Sandbox): Promise<void> {
  await ask(page, 'portals', 'addWebhook', { name: TARGET.portal, url: sandbox.webhook });
  const { id, token } = SANDBOX_BOT;
  const bot = await ask(page, 'bots', 'adopt', { portal: TARGET.portal, botId: id, botToken: token });
  await ask(page, 'dialogs', 'check', { ...TARGET, bot: bot.name });
  await ask(page, 'app', 'setSetup', 'done');
}

/** Name under which the program keeps the sandbox's bot. */
export async function botName(page: Page): Promise<string> {
  const [bot] = await ask(page, 'bots', 'list');
  return bot?.name ?? '';
}

/** What the editor of a watch saves, for a folder whose files go to chat5. */
export function watchDraft(folder: string, bot: string, rest: Partial<WatchDraft> = {}): WatchDraft {
  return {
    name: 'Scans',
    folder,
    portal: TARGET.portal,
    bot,
    dialog: TARGET.dialog,
    recursive: true,
    include: [],
    exclude: [],
    hidden: 'send',
    junk: [...DEFAULT_JUNK],
    sizeMin: 1,
    existing: 'new',
    quietSeconds: 0.3,
    changed: 'ignore',
    repeats: 'same-name',
    caption: '',
    after: 'keep',
    mode: 'detect',
    perMinuteCap: 0,
    ...rest,
  };
}

/** A file with content of its own. */
export function makeFile(folder: string, name: string, bytes = 2_000): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.alloc(bytes, `${name} ${Math.random()} `));
  return path;
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The message with a file of this name, once it is in the chat. */
export function arrival(sandbox: Sandbox, name: string, dialog = 'chat5'): Promise<SandboxMessage> {
  return vi.waitFor(() => {
    const found = sandbox.control.messages(dialog).find(({ file }) => file?.name === name);
    if (found === undefined) throw new Error(`${name} is not in the chat`);
    return found;
  }, SOON);
}

/** Messages with files of this name. */
export function copies(sandbox: Sandbox, name: string): number {
  return sandbox.control.messages('chat5').filter(({ file }) => file?.name.startsWith(name) === true).length;
}
