import type { Drop } from '#contract/drops.ts';
import { AppError } from '#domain/errors.ts';
import type { Target } from '#domain/target.ts';
import type { NewUpload } from '#engine/store/uploads/rows.ts';
import type { FileSystem } from '#engine/ports.ts';
import { countFiles } from './count-files.ts';
import { PendingDrops } from './pending-drops.ts';
import { readDroppedItems, type DroppedItem } from './dropped-items.ts';
import { saveTempContent } from './temp-content.ts';

export interface DropServiceDeps {
  readonly files: Pick<FileSystem, 'stamp' | 'list' | 'open'>;
  /** Private folder for content without a path. */
  readonly tempFolder: string;
  /** Bytes; the largest limit of any portal. */
  readonly maxFileBytes: () => number;
}

/** Takes files that the user sends by hand: drops, clipboard, file dialogs, arguments. */
export class DropService {
  readonly #pending = new PendingDrops();
  readonly #deps: DropServiceDeps;
  #received: Drop | undefined;

  constructor(deps: DropServiceDeps) {
    this.#deps = deps;
  }

  /** Takes items from the preload script. @throws AppError `file.vanished` if the input is not a list */
  async takeItems(raw: unknown): Promise<Drop> {
    const items = readDroppedItems(raw);
    if (items === undefined) throw new AppError('file.vanished', 'no dropped items');
    const tooLarge = items.flatMap((item) =>
      'tooLarge' in item ? [{ name: item.name, code: 'file.too-large' as const }] : [],
    );
    const paths = await Promise.all(items.map((item) => this.#pathOf(item)));
    return this.#add(
      paths.filter((path) => path !== undefined),
      tooLarge,
    );
  }

  /** Paths from the file manager, a file dialog or the command line. */
  takePaths(paths: readonly string[]): Promise<Drop> {
    return this.#add(paths, []);
  }

  /** Takes paths from outside. They wait until the page asks for the chat. Newer paths replace older ones. */
  async receive(paths: readonly string[]): Promise<void> {
    const drop = await this.takePaths(paths);
    if (this.#received !== undefined) this.discard(this.#received.handle);
    this.#received = drop;
  }

  /** Returns the waiting drop and forgets it; the caller shows it. */
  takeReceived(): Drop | undefined {
    const drop = this.#received;
    this.#received = undefined;
    return drop;
  }

  /** A picture of the clipboard. */
  async takeContent(name: string, content: Uint8Array): Promise<Drop> {
    return this.#add([await saveTempContent(this.#deps.tempFolder, name, content)], []);
  }

  /** The files of a drop as the uploads they would be. */
  peek(handle: string, target: Target): readonly NewUpload[] {
    return this.#pending.peek(handle).map((file) => ({ ...file, watch: undefined, target, caption: '' }));
  }

  /** The files of a drop as uploads; its handle is used up. @throws AppError `file.vanished` */
  consume(handle: string, target: Target, caption: string): readonly NewUpload[] {
    return this.#pending.take(handle).map((file) => ({ ...file, watch: undefined, target, caption }));
  }

  discard(handle: string): void {
    this.#pending.discard(handle);
  }

  async #add(paths: readonly string[], refused: Drop['refused']): Promise<Drop> {
    const counted = await countFiles(this.#deps.files, paths, this.#deps.maxFileBytes());
    return this.#pending.add({ ...counted, refused: [...refused, ...counted.refused] });
  }

  async #pathOf(item: DroppedItem): Promise<string | undefined> {
    if ('path' in item) return item.path;
    return 'content' in item ? saveTempContent(this.#deps.tempFolder, item.name, item.content) : undefined;
  }
}
