/** Where an upload goes: all of it is stored with the upload, so that later edits never redirect it. */
export interface Target {
  /** Name of the portal in the configuration. */
  readonly portal: string;
  /** Name of the bot in the configuration. */
  readonly bot: string;
  /** `chat5` (group chat) or `5` (private chat with that user); `sg7` is accepted, the API does not promise it. */
  readonly dialog: string;
}
