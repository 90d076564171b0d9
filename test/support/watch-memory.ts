import type { Beginning, Finding, FoundFile, SeenFile, Standing, WatchMemory } from '#engine/watch/memory.ts';
import { split } from '#engine/watch/split-path.ts';
import type { FileStamp } from '#domain/file-stamp.ts';

/** What a watch remembers, kept in memory, with everything that was ever recorded. */
export class InMemoryWatchMemory implements WatchMemory {
  readonly findings: Finding[] = [];
  /** Thrown by whatever keeps something while it is set. */
  failure: Error | undefined;
  readonly #beginnings = new Map<string, Beginning>();
  /** By folder and name. */
  readonly #seen = new Map<string, Map<string, SeenFile>>();
  readonly #byInode = new Map<number, SeenFile>();

  announce(watch: string, folder: string, since: number): void {
    if (this.#beginnings.size === 0) this.begin(watch, folder, since);
  }

  begin(_watch: string, folder: string, since: number): Beginning {
    if (this.failure !== undefined) throw this.failure;
    const beginning = this.#beginnings.get(folder) ?? { since, isComplete: false, memoryLost: false };
    this.#beginnings.set(folder, beginning);
    return beginning;
  }

  begun(watch: string, folder: string): void {
    const { since } = this.begin(watch, folder, 0);
    this.#beginnings.set(folder, { since, isComplete: true, memoryLost: false });
  }

  inFolder(_watch: string, folder: string): ReadonlyMap<string, SeenFile> {
    return new Map(this.#seen.get(folder));
  }

  at(_watch: string, folder: string, name: string): SeenFile | undefined {
    return this.#seen.get(folder)?.get(name);
  }

  folders(): readonly string[] {
    return [...this.#seen.keys()];
  }

  byIdentity(
    _watch: string,
    { ino, size, mtimeMs }: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>,
  ): SeenFile | undefined {
    const known = this.#byInode.get(ino);
    return known?.size === size && known.mtimeMs === mtimeMs ? known : undefined;
  }

  record(_watch: string, findings: readonly Finding[]): void {
    if (this.failure !== undefined) throw this.failure;
    this.findings.push(...findings);
    for (const finding of findings) this.#apply(finding);
  }

  /** Tells what became of an arrived file, as a delivery does. */
  settle(path: string, to: { readonly standing: Standing; readonly sha256?: string }): void {
    const known = this.#known(split(path));
    if (known === undefined) throw new Error(`${path} is not known`);
    this.#keep({ ...known, standing: to.standing, sha256: to.sha256 });
  }

  /** Relative paths of the findings of one kind, in their order. */
  paths(type: Finding['type']): string[] {
    return this.findings
      .filter((finding) => finding.type === type)
      .map((finding) => pathOf('file' in finding ? finding.file : finding));
  }

  /** Relative paths and reasons of what was skipped. */
  skipped(): string[] {
    return this.findings.flatMap((finding) =>
      finding.type === 'skipped' ? [`${pathOf(finding.file)}: ${finding.code}`] : [],
    );
  }

  #apply(finding: Finding): void {
    switch (finding.type) {
      case 'baseline':
        this.#see(finding.file, { standing: 'baseline', sha256: undefined });
        break;
      case 'arrived':
      case 'changed':
        this.#see(finding.file, { standing: 'open', sha256: undefined });
        break;
      case 'skipped':
        this.#see(
          finding.file,
          finding.code === 'file.changed-after-delivery'
            ? this.#standing(finding.file)
            : { standing: 'skipped', sha256: undefined },
        );
        break;
      case 'touched':
        this.#see(finding.file, this.#standing(finding.file));
        break;
      case 'moved':
        this.#see(finding.file, this.#standing(finding.from));
        this.#seen.get(finding.from.folder)?.delete(finding.from.name);
        break;
      case 'gone': {
        const known = this.#known(finding);
        if (known !== undefined) this.#keep({ ...known, goneAt: finding.at });
        break;
      }
    }
  }

  #standing(file: Pick<FoundFile, 'folder' | 'name'>): Pick<SeenFile, 'standing' | 'sha256'> {
    return this.#known(file) ?? { standing: 'baseline', sha256: undefined };
  }

  #see({ folder, name, stamp }: FoundFile, became: Pick<SeenFile, 'standing' | 'sha256'>): void {
    const { ino, size, mtimeMs } = stamp;
    const { standing, sha256 } = became;
    this.#keep({ folder, name, ino, size, mtimeMs, standing, sha256, goneAt: undefined });
  }

  #known({ folder, name }: Pick<FoundFile, 'folder' | 'name'>): SeenFile | undefined {
    return this.#seen.get(folder)?.get(name);
  }

  #keep(file: SeenFile): void {
    const inFolder = this.#seen.get(file.folder) ?? new Map<string, SeenFile>();
    this.#seen.set(file.folder, inFolder.set(file.name, file));
    this.#byInode.set(file.ino, file);
  }
}

function pathOf({ folder, name }: Pick<FoundFile, 'folder' | 'name'>): string {
  return folder === '' ? name : `${folder}/${name}`;
}
