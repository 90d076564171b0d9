/** What a piece of content was, and where it ever lay. */
export interface Content {
  readonly sha256: string;
  /** Bytes. */
  readonly size: number;
  readonly inode: number | undefined;
  /** When it was saved, by the disk. */
  readonly mtimeMs: number | undefined;
  readonly paths: Set<string>;
}
