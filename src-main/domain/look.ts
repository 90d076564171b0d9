/** A message of a chat with a file, as far as it tells whether an upload arrived. */
export interface PostedFile {
  readonly messageId: number;
  readonly authorId: number;
  readonly file: { readonly fileId: number; readonly name: string; readonly size: number } | undefined;
}

export interface SoughtFile {
  readonly botId: number;
  readonly name: string;
  readonly size: number;
  /** True for messages that another upload is known to have posted. */
  readonly isClaimed: (messageId: number) => boolean;
}

/**
 * The message with which the bot posted this file, or undefined when there is none. Same name and size sent
 * twice on purpose is told apart by the messages that are already claimed; the oldest free one is taken.
 */
export function findPosted<M extends PostedFile>(messages: readonly M[], sought: SoughtFile): M | undefined {
  return messages.find(
    ({ authorId, file, messageId }) =>
      authorId === sought.botId &&
      file !== undefined &&
      isSameFile(file, sought) &&
      !sought.isClaimed(messageId),
  );
}

/** Same size, and the same name as far as the Drive lets names be. */
export function isSameFile(
  a: { readonly name: string; readonly size: number },
  b: { readonly name: string; readonly size: number },
): boolean {
  return a.size === b.size && comparable(a.name) === comparable(b.name);
}

/**
 * A name as the Drive may have stored it: on a clash `report.pdf` becomes `report (1).pdf`, and characters the
 * Drive refuses are replaced, by which ones is undocumented (reference 1.3). So only letters and digits count.
 */
function comparable(name: string): string {
  return name
    .normalize('NFC')
    .replace(/(?: \(\d+\))+(?=\.[^.]*$|$)/u, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase();
}
