/** What every new sandbox portal has (see `#sandbox`): a bot that may post in these chats. */
export const SANDBOX_BOT = { id: 456, token: 'my_bot_token' } as const;
export const SANDBOX_DIALOGS = ['chat5', 'chat7'] as const;

export interface SandboxAddress {
  readonly url: string;
  readonly webhook: string;
}

/** Address of the page that shows a chat of the sandbox. */
export function chatPage({ url }: SandboxAddress, dialog: string): string {
  return new URL(`online/?IM_DIALOG=${dialog}`, url).href;
}

/** A configuration for the sandbox, as it stands in a file. */
export function sandboxConfig(
  { webhook }: SandboxAddress,
  watch: { readonly folder: string; readonly quietSeconds?: number },
) {
  return {
    portals: [{ name: 'sandbox', webhook }],
    bots: [{ name: 'chatdrop', portal: 'sandbox', botId: SANDBOX_BOT.id, botToken: SANDBOX_BOT.token }],
    watches: [{ name: 'drop', bot: 'chatdrop', dialog: 'chat5', existing: 'all', ...watch }],
    dataDir: 'data',
  };
}
