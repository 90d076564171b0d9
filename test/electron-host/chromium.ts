import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { chromium, type BrowserContext } from 'playwright-core';

export interface Chromium {
  readonly context: BrowserContext;
  /** Where a test connects to see the same pages. */
  readonly port: number;
}

let running: Promise<Chromium> | undefined;

/** The one browser that shows the windows; started with the first of them. */
export function chromiumOfHost(): Promise<Chromium> {
  return (running ??= start());
}

/** Ends the browser, if there is one. */
export async function endChromium(): Promise<void> {
  await (await running)?.context.close();
}

async function start(): Promise<Chromium> {
  const executablePath = process.env['CHROMIUM_PATH'];
  if (executablePath === undefined) throw new Error('CHROMIUM_PATH names no browser');
  const port = await freePort();
  // Another client sees the pages of the first context alone.
  const context = await chromium.launchPersistentContext(mkdtempSync(join(tmpdir(), 'chatdrop-pages-')), {
    executablePath,
    // A signal is the program's to answer.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  });
  return { context, port };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
