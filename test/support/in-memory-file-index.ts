import type {
  InitialScan,
  PinnedRoot,
  FileChange,
  FoundFile,
  IndexedFile,
  IndexStatus,
  FileIndex,
} from '#engine/watcher/file-index.ts';
import { split } from '#engine/watcher/split-path.ts';
import type { FileStamp } from '#domain/file-stamp.ts';

/** What a watch remembers, kept in memory, with everything that was ever recorded. */
export class InMemoryFileIndex implements FileIndex {
  readonly changes: FileChange[] = [];
  /** Thrown by whatever keeps something while it is set. */
  failure: Error | undefined;
  #pin: PinnedRoot | undefined;
  readonly #beginnings = new Map<string, InitialScan>();
  /** By folder and name. */
  readonly #seen = new Map<string, Map<string, IndexedFile>>();
  readonly #byInode = new Map<number, IndexedFile>();

  registerWatch(watch: string, folder: string, since: number): boolean {
    const isNew = !this.#beginnings.has(folder);
    if (this.#beginnings.size === 0) this.startInitialScan(watch, folder, since);
    return isNew;
  }

  pinnedRoot(): PinnedRoot | undefined {
    return this.#pin;
  }

  pinRoot(_watch: string, root: PinnedRoot): void {
    this.#pin = root;
  }

  restartInitialScan(_watch: string, root: PinnedRoot, since?: number): void {
    this.#pin = root;
    for (const [folder, initial] of this.#beginnings)
      this.#beginnings.set(folder, { ...initial, since: since ?? initial.since, isComplete: false });
  }

  startInitialScan(_watch: string, folder: string, since: number): InitialScan {
    if (this.failure !== undefined) throw this.failure;
    const beginning = this.#beginnings.get(folder) ?? { since, isComplete: false, indexWasRebuilt: false };
    this.#beginnings.set(folder, beginning);
    return beginning;
  }

  completeInitialScan(watch: string, folder: string): void {
    const { since } = this.startInitialScan(watch, folder, 0);
    this.#beginnings.set(folder, { since, isComplete: true, indexWasRebuilt: false });
  }

  inFolder(_watch: string, folder: string): ReadonlyMap<string, IndexedFile> {
    return new Map(this.#seen.get(folder));
  }

  at(_watch: string, folder: string, name: string): IndexedFile | undefined {
    return this.#seen.get(folder)?.get(name);
  }

  folders(): readonly string[] {
    return [...this.#seen.keys()];
  }

  byIdentity(
    _watch: string,
    { ino, size, mtimeMs }: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>,
  ): IndexedFile | undefined {
    const known = this.#byInode.get(ino);
    return known?.size === size && known.mtimeMs === mtimeMs ? known : undefined;
  }

  record(_watch: string, findings: readonly FileChange[]): void {
    if (this.failure !== undefined) throw this.failure;
    this.changes.push(...findings);
    for (const finding of findings) this.#apply(finding);
  }

  /** Tells what became of an arrived file, as a delivery does. */
  settle(path: string, to: { readonly standing: IndexStatus; readonly sha256?: string }): void {
    const known = this.#known(split(path));
    if (known === undefined) throw new Error(`${path} is not known`);
    this.#keep({ ...known, status: to.standing, sha256: to.sha256 });
  }

  /** Relative paths of the findings of one kind, in their order. */
  paths(type: FileChange['type']): string[] {
    return this.changes
      .filter((finding) => finding.type === type)
      .map((finding) => pathOf('file' in finding ? finding.file : finding));
  }

  /** Relative paths and reasons of what was skipped. */
  skipped(): string[] {
    return this.changes.flatMap((finding) =>
      finding.type === 'skipped' ? [`${pathOf(finding.file)}: ${finding.code}`] : [],
    );
  }

  #apply(finding: FileChange): void {
    switch (finding.type) {
      case 'preexisting':
        this.#see(finding.file, { status: 'preexisting', sha256: undefined });
        break;
      case 'added':
      case 'modified':
        this.#see(finding.file, { status: 'open', sha256: undefined });
        break;
      case 'skipped':
        this.#see(
          finding.file,
          finding.code === 'file.changed-after-delivery'
            ? this.#standing(finding.file)
            : { status: 'skipped', sha256: undefined },
        );
        break;
      case 'metadataChanged':
        this.#see(finding.file, this.#standing(finding.file));
        break;
      case 'unclear':
      case 'old':
        this.#see(finding.file, { status: 'skipped', sha256: undefined });
        break;
      case 'moved':
        this.#see(finding.file, this.#standing(finding.from));
        this.#seen.get(finding.from.folder)?.delete(finding.from.name);
        break;
      case 'removed': {
        const known = this.#known(finding);
        if (known !== undefined) this.#keep({ ...known, goneAt: finding.at });
        break;
      }
    }
  }

  #standing(file: Pick<FoundFile, 'folder' | 'name'>): Pick<IndexedFile, 'status' | 'sha256'> {
    return this.#known(file) ?? { status: 'preexisting', sha256: undefined };
  }

  #see({ folder, name, stamp }: FoundFile, became: Pick<IndexedFile, 'status' | 'sha256'>): void {
    const { ino, size, mtimeMs, ctimeMs, bornMs } = stamp;
    const { status: standing, sha256 } = became;
    this.#keep({
      folder,
      name,
      ino,
      size,
      mtimeMs,
      ctimeMs,
      bornMs,
      status: standing,
      sha256,
      goneAt: undefined,
    });
  }

  #known({ folder, name }: Pick<FoundFile, 'folder' | 'name'>): IndexedFile | undefined {
    return this.#seen.get(folder)?.get(name);
  }

  #keep(file: IndexedFile): void {
    const inFolder = this.#seen.get(file.folder) ?? new Map<string, IndexedFile>();
    this.#seen.set(file.folder, inFolder.set(file.name, file));
    this.#byInode.set(file.ino, file);
  }
}

function pathOf({ folder, name }: Pick<FoundFile, 'folder' | 'name'>): string {
  return folder === '' ? name : `${folder}/${name}`;
}
