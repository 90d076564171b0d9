import type { EngineConfig } from '#config/engine-config.ts';
import type { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { Target } from '#domain/target.ts';

/** A timer that can be called off. */
export interface Timer {
  cancel(): void;
}

/** Time as the host has it. Tests and simulations bring their own. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. May jump. */
  now(): number;
  /** Milliseconds from an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Calls `run` once after `delayMs`. Never keeps the process alive by itself. */
  setTimer(delayMs: number, run: () => void): Timer;
}

/** What one folder entry is, without following links. */
export type EntryKind = 'file' | 'folder' | 'link' | 'special';

export interface FolderEntry {
  readonly name: string;
  readonly kind: EntryKind;
}

/**
 * A file opened for one attempt. Only the handle is used after opening, so that nobody can swap the path
 * underneath us.
 */
export interface OpenFile {
  /** As it was when it was opened, where that had to be asked for anyway. */
  readonly opened?: FileStamp;
  stamp(): Promise<FileStamp>;
  /** Fills `target` from `position`; resolves to the bytes read, 0 at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

/** Tells a folder from another one mounted or created in its place. */
export interface FolderIdentity {
  readonly dev: number;
  readonly ino: number;
}

/** A file of which it is asked whether another process writes it. */
export interface WantedFile {
  /** Absolute, without links. */
  readonly path: string;
  readonly ino: number;
  /** It has room for more than was written into it, so that a program may fill it through memory alone. */
  readonly mayBeMapped?: boolean;
}

/** The file system as the engine sees it: it only ever reads. */
export interface FileSystem {
  /** Identity of a folder, links followed; `undefined` when no folder is there. Rejects when it may not be seen. */
  identity(folder: string): Promise<FolderIdentity | undefined>;
  /** Absolute path without links; `undefined` when nothing is there. Rejects when it may not be seen. */
  realPath(folder: string): Promise<string | undefined>;
  /** Entries of one folder, in no particular order. Rejects with the system's own error. */
  list(folder: string): Promise<FolderEntry[]>;
  /** Stamp of a regular file, never following a link; `undefined` when it is gone or no regular file. */
  stamp(path: string): Promise<FileStamp | undefined>;
  /**
   * The same, blocking: on a local drive it takes a sixth of the processor time, which counts where 100,000 files
   * are looked at again and again. Never on a network drive, whose server may be gone.
   */
  stampNow(path: string): FileStamp | undefined;
  /**
   * Opens a regular file whose real path lies under `root`. Never follows a link, never blocks on a FIFO. `realRoot` is
   * the pinned real path of `root`: when `root` leads elsewhere now, its files are outside.
   * @throws AppError `file.vanished`, `file.link`, `file.special`, `file.outside` or `file.unreadable`
   */
  open(path: string, root: string, realRoot?: string): Promise<OpenFile>;
  /**
   * Which of these files other processes have open for writing, by path; those that cannot be seen are left out. Never
   * rejects. Absent where the system does not tell.
   */
  readonly findWriters?: (wanted: readonly WantedFile[]) => Promise<ReadonlySet<string>>;
}

/** One file as the delivery hands it to a portal. */
export interface FileToPost {
  readonly target: Target;
  readonly path: string;
  /** The folder the file's real path must lie under; its own folder for a file sent by hand. */
  readonly root: string;
  /** Name in the chat. */
  readonly name: string;
  readonly caption: string;
  /** What the file looked like when it settled; anything else is a change. */
  readonly stamp: FileStamp;
}

export interface PostHooks {
  /**
   * Called once, after the portal's rate limit let the request through and the file was opened and found
   * unchanged, before the first byte leaves. What it throws ends the attempt with nothing sent.
   */
  readonly onStart: () => void;
  /** Bytes of the file handed to the network so far. At most ten calls a second. */
  readonly onProgress?: (sentBytes: number) => void;
}

/** What the portal answered to a posted file. */
export interface Receipt {
  readonly messageId: number;
  /** Drive file id; the API may leave the file out of its answer. */
  readonly fileId: number | undefined;
  readonly chatId: number | undefined;
  /** Name on the Drive: `report (1).pdf` where `report.pdf` was taken. */
  readonly storedName: string | undefined;
  /** SHA-256 of what was sent, lower-case hex. */
  readonly sha256: string;
}

/**
 * What became of one attempt. `failed` with an error whose remedy is `verify` means that the portal may have
 * posted the file; every other failure means that it surely did not.
 */
export type PostOutcome =
  | { readonly type: 'posted'; readonly receipt: Receipt }
  | {
      readonly type: 'failed';
      readonly error: AppError;
      readonly sentBytes: number;
      readonly sha256?: string;
      /** The message id in an answer that was not believed. */
      readonly namedId?: number;
    };

/** A message of a chat, as far as the look into the chat needs it. */
export interface ChatMessage {
  readonly messageId: number;
  readonly authorId: number;
  readonly text: string;
  readonly file: { readonly fileId: number; readonly name: string; readonly size: number } | undefined;
}

/** What can be told about a chat after an answer was not seen (reference 2.5). */
export type ChatHistory =
  /** Every message from the one asked for on, oldest first; that one is missing where it is not in the dialog any more. */
  | { readonly type: 'messages'; readonly botId: number; readonly messages: readonly ChatMessage[] }
  /** Messages cannot be read; only the newest id is known. */
  | { readonly type: 'newest'; readonly messageId: number };

export type RecentMessages = Extract<ChatHistory, { readonly type: 'messages' }>;

/** One portal, as the delivery sees it. Implemented over HTTP by the room `bitrix24`. */
export interface Portal {
  /** Bytes; larger files are not sent there. Absent: no limit besides the API's. */
  readonly maxFileBytes?: number;
  /** Posts one file. Never throws for what the other side or the network did. */
  post(file: FileToPost, hooks: PostHooks, signal: AbortSignal): Promise<PostOutcome>;
  /** True when messages can be read back, so that an older known id serves as the lower end of a look. */
  canReadMessages(target: Target, signal: AbortSignal): Promise<boolean>;
  /** Newest message id of the dialog. @throws AppError */
  newestMessageId(target: Target, signal: AbortSignal): Promise<number>;
  /** The message `afterId` and what came into the dialog after it. @throws AppError */
  messagesSince(target: Target, afterId: number, signal: AbortSignal): Promise<ChatHistory>;
  /**
   * Some of what came into the dialog after `afterId`, at the price of one request; undefined where messages cannot be
   * read back. @throws AppError
   */
  recentMessages(target: Target, afterId: number, signal: AbortSignal): Promise<RecentMessages | undefined>;
  /** The newest messages of the dialog, some hundreds; undefined where they cannot be read back. @throws AppError */
  newestMessages(target: Target, signal: AbortSignal): Promise<RecentMessages | undefined>;
  /**
   * Removes one of the bot's own messages from the dialog, with its file and without a trace. Resolves to false when it
   * was not there any more. @throws AppError `message.not-removed` when the portal keeps it
   */
  removeMessage(target: Target, messageId: number, signal: AbortSignal): Promise<boolean>;
  /** Asks whether what failed with `code` works again, at the price of one small request. @throws AppError */
  probe(target: Target, signal: AbortSignal): Promise<void>;
}

/** The portals of a configuration. Implemented by `bitrix24/portals.ts`. */
export interface Portals {
  /** Kept up to date by `apply`. */
  readonly byName: ReadonlyMap<string, Portal>;
  /**
   * Switches to another configuration. A portal that changed is opened anew; uploads under way keep the old one until
   * they end. @throws AppError `config.invalid`: nothing has changed
   */
  apply(config: EngineConfig): void;
  close(): Promise<void>;
}

/** What the portals are lent by the process they run in. */
export interface PortalHost {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly files: FileSystem;
}

/** One line of the program's log. Values pass `redact` before they are written anywhere. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  text: string,
  facts?: Readonly<Record<string, unknown>>,
) => void;
