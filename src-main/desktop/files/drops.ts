import type { Drop } from '#contract/drops.ts';
import { AppError } from '#domain/errors.ts';
import type { Target } from '#domain/target.ts';
import type { NewUpload } from '#engine/store/uploads/rows.ts';
import type { FileSystem } from '#engine/ports.ts';
import { countFiles } from './count-files.ts';
import { DropBox } from './drop-box.ts';
import { readDroppedItems, type DroppedItem } from './dropped-items.ts';
import { keepContent } from './keep-content.ts';

export interface DropsParts {
  readonly files: Pick<FileSystem, 'stamp' | 'list' | 'open'>;
  /** Private folder for content without a path. */
  readonly keptIn: string;
  /** Bytes; the largest limit of any portal. */
  readonly largest: () => number;
}

/** Files on their way in by hand, from wherever they come. */
export class Drops {
  readonly #box = new DropBox();
  readonly #parts: DropsParts;
  #arrived: Drop | undefined;

  constructor(parts: DropsParts) {
    this.#parts = parts;
  }

  /** What the preload script handed over. @throws AppError `file.vanished` when it is no list of items */
  async takeItems(raw: unknown): Promise<Drop> {
    const items = readDroppedItems(raw);
    if (items === undefined) throw new AppError('file.vanished', 'no dropped items');
    const tooLarge = items.flatMap((item) =>
      'tooLarge' in item ? [{ name: item.name, code: 'file.too-large' as const }] : [],
    );
    const paths = await Promise.all(items.map((item) => this.#pathOf(item)));
    return this.#count(
      paths.filter((path) => path !== undefined),
      tooLarge,
    );
  }

  /** Paths from the file manager, a file dialog or the command line. */
  takePaths(paths: readonly string[]): Promise<Drop> {
    return this.#count(paths, []);
  }

  /** Paths from outside. They wait for the page that asks where they go; the newest take the place of older ones. */
  async arrive(paths: readonly string[]): Promise<void> {
    const drop = await this.takePaths(paths);
    if (this.#arrived !== undefined) this.discard(this.#arrived.handle);
    this.#arrived = drop;
  }

  /** What has arrived and nobody was shown; the caller shows it. */
  takeArrived(): Drop | undefined {
    const drop = this.#arrived;
    this.#arrived = undefined;
    return drop;
  }

  /** A picture of the clipboard. */
  async takeContent(name: string, content: Uint8Array): Promise<Drop> {
    return this.#count([await keepContent(this.#parts.keptIn, name, content)], []);
  }

  /** The files of a drop as the uploads they would be. */
  see(handle: string, target: Target): readonly NewUpload[] {
    return this.#box.see(handle).map((file) => ({ ...file, watch: undefined, target, caption: '' }));
  }

  /** The files of a drop as uploads; its handle is used up. @throws AppError `file.vanished` */
  use(handle: string, target: Target, caption: string): readonly NewUpload[] {
    return this.#box.take(handle).map((file) => ({ ...file, watch: undefined, target, caption }));
  }

  discard(handle: string): void {
    this.#box.discard(handle);
  }

  async #count(paths: readonly string[], refused: Drop['refused']): Promise<Drop> {
    const counted = await countFiles(this.#parts.files, paths, this.#parts.largest());
    return this.#box.put({ ...counted, refused: [...refused, ...counted.refused] });
  }

  async #pathOf(item: DroppedItem): Promise<string | undefined> {
    if ('path' in item) return item.path;
    return 'content' in item ? keepContent(this.#parts.keptIn, item.name, item.content) : undefined;
  }
}
