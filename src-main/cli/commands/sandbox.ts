import { resolve } from 'node:path';
import { startSandbox } from '#sandbox/sandbox.ts';
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
  const stop = stopSignal();
  using scratch = temporaryFolder('chatdrop-sandbox-');
  const portal = await startSandbox({ port, dataDir: data === undefined ? scratch.path : resolve(data) });
  try {
    print(welcome(portal));
    await stop.asked;
    return 0;
  } finally {
    await portal.close();
    stop.release();
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
