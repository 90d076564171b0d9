import type { Fault } from '#sandbox/faults/fault.ts';
import type { SandboxMessage, SandboxState } from '#sandbox/control.ts';
import { Program } from './program.ts';

/** A sandbox in a process of its own, ruled over HTTP. */
export class RemoteSandbox {
  readonly webhook: string;
  readonly #program: Program;

  private constructor(program: Program, webhook: string) {
    this.#program = program;
    this.webhook = webhook;
  }

  static async start(folder: string): Promise<RemoteSandbox> {
    const program = new Program(['sandbox', '--data', 'portal'], folder);
    const line = await program.line((text) => text.startsWith('webhook'), 20_000);
    const webhook = line?.split(/\s+/u)[1];
    if (webhook === undefined) throw new Error(`the sandbox does not start: ${program.complaint}`);
    const sandbox = new RemoteSandbox(program, webhook);
    await sandbox.#ask('PATCH', 'settings', { requestsPerSecond: 0 });
    return sandbox;
  }

  async fault(fault: Fault): Promise<void> {
    await this.#ask('POST', 'faults', fault);
  }

  async clearFaults(): Promise<void> {
    await this.#ask('DELETE', 'faults');
  }

  state(): Promise<SandboxState> {
    return this.#ask('GET', 'state') as Promise<SandboxState>;
  }

  /** What is in a dialog, oldest first. */
  async messages(dialog: string): Promise<readonly SandboxMessage[]> {
    const { dialogs } = await this.state();
    return dialogs.find(({ dialogId }) => dialogId === dialog)?.messages ?? [];
  }

  async close(): Promise<void> {
    await this.#program.end('SIGTERM');
  }

  async #ask(method: string, what: string, body?: unknown): Promise<unknown> {
    const response = await fetch(new URL(`/sandbox/${what}`, this.webhook), {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the sandbox refuses ${method} ${what}: ${response.status}`);
    return response.json();
  }
}
