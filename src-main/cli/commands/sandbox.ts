import { resolve } from 'node:path';
import { makeFolder } from '#engine/system/make-folder.ts';
import { startSandbox, type Sandbox } from '#sandbox/sandbox.ts';
import { Refusal } from '../refusal.ts';
import {
  chatPage,
  SANDBOX_BOT,
  SANDBOX_DIALOGS,
  sandboxConfig,
  type SandboxAddress,
} from '../sandbox-portal.ts';
import { stopSignal } from '../stop-signal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { print } from '../terminal.ts';

export interface SandboxOptions {
  readonly port?: number | undefined;
  readonly data?: string | undefined;
}

/** Runs a portal of one's own on this machine until asked to end. */
export async function sandbox({ port = 0, data }: SandboxOptions): Promise<number> {
  using scratch = temporaryFolder('chatdrop-sandbox-');
  const portal = await startOn(port, data === undefined ? scratch.path : resolve(data));
  const stop = stopSignal();
  try {
    print(welcome(portal));
    await stop.asked;
    return 0;
  } finally {
    await portal.close();
    stop.release();
  }
}

async function startOn(port: number, dataDir: string): Promise<Sandbox> {
  try {
    makeFolder(dataDir);
    return await startSandbox({ port, dataDir });
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new Refusal(
      syscall === 'listen'
        ? `port ${port} cannot be used (${code}): name another with --port, or none`
        : `${dataDir} cannot be used (${code}): name another with --data`,
    );
  }
}

function welcome(portal: SandboxAddress): string {
  return [
    `webhook  ${portal.webhook}`,
    `bot      ${SANDBOX_BOT.id}, token ${SANDBOX_BOT.token}`,
    ...SANDBOX_DIALOGS.map((dialog) => `${dialog}    ${chatPage(portal, dialog)}`),
    '',
    'A chatdrop.json for it:',
    JSON.stringify(sandboxConfig(portal, { folder: 'scans' }), undefined, 2),
    '',
    'Ctrl+C ends it.',
  ].join('\n');
}
