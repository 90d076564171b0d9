import { isStoredUnchanged, mayBeStoredAlike, mayBeStoredAs } from './drive-name.ts';

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
  readonly isClaimed: (message: PostedFile) => boolean;
}

/**
 * The message with which the bot posted this file, or undefined when there is none. Same name and size sent
 * twice on purpose is told apart by the messages that are already claimed. A message with the very name goes before
 * one with a name that the Drive may have made of it; then the oldest is taken.
 */
export function findMatchingMessage<M extends PostedFile>(
  messages: readonly M[],
  sought: SoughtFile,
): M | undefined {
  const alike = messages.filter(
    (message) =>
      message.authorId === sought.botId &&
      message.file !== undefined &&
      isStoredAs(sought, message.file) &&
      !sought.isClaimed(message),
  );
  return (
    alike.find(({ file }) => file !== undefined && isStoredUnchanged(sought.name, file.name)) ?? alike[0]
  );
}

interface NamedFile {
  readonly name: string;
  readonly size: number;
}

/** True when an upload may be what the portal stored: same size, and a name that the Drive makes of its name. */
export function isStoredAs(upload: NamedFile, stored: NamedFile): boolean {
  return upload.size === stored.size && mayBeStoredAs(upload.name, stored.name);
}

/** True when two uploads cannot be told apart in a chat for sure. */
export function mayLookAlike(a: NamedFile, b: NamedFile): boolean {
  return a.size === b.size && mayBeStoredAlike(a.name, b.name);
}
