import type { Finding, FoundFile, SeenFile, Standing, WatchMemory } from '#engine/watch/memory.ts';
import type { FileStamp } from '#domain/file-stamp.ts';

/** What a watch remembers, kept in memory, with everything that was ever recorded. */
export class InMemoryWatchMemory implements WatchMemory {
  readonly findings: Finding[] = [];
  /** Thrown by `record` and `begun` while it is set. */
  failure: Error | undefined;
  readonly #begun = new Set<string>();
  readonly #seen = new Map<string, SeenFile>();

  begin(_watch: string, folder: string): boolean {
    return this.#begun.has(folder);
  }

  begun(_watch: string, folder: string): void {
    if (this.failure !== undefined) throw this.failure;
    this.#begun.add(folder);
  }

  inFolder(_watch: string, folder: string): ReadonlyMap<string, SeenFile> {
    return new Map(
      [...this.#seen.values()].filter((file) => file.folder === folder).map((file) => [file.name, file]),
    );
  }

  folders(): readonly string[] {
    return [...new Set([...this.#seen.values()].map(({ folder }) => folder))];
  }

  byIdentity(
    _watch: string,
    { ino, size, mtimeMs }: Pick<FileStamp, 'ino' | 'size' | 'mtimeMs'>,
  ): SeenFile | undefined {
    return [...this.#seen.values()].find(
      (file) => file.ino === ino && file.size === size && file.mtimeMs === mtimeMs,
    );
  }

  record(_watch: string, findings: readonly Finding[]): void {
    if (this.failure !== undefined) throw this.failure;
    this.findings.push(...findings);
    for (const finding of findings) this.#apply(finding);
  }

  /** Tells what became of an arrived file, as a delivery does. */
  settle(path: string, to: { readonly standing: Standing; readonly sha256?: string }): void {
    const known = this.#seen.get(path);
    if (known === undefined) throw new Error(`${path} is not known`);
    this.#seen.set(path, { ...known, standing: to.standing, sha256: to.sha256 });
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
        this.#seen.delete(pathOf(finding.from));
        break;
      case 'gone': {
        const known = this.#seen.get(pathOf(finding));
        if (known !== undefined) this.#seen.set(pathOf(finding), { ...known, goneAt: finding.at });
        break;
      }
    }
  }

  #standing(file: Pick<FoundFile, 'folder' | 'name'>): Pick<SeenFile, 'standing' | 'sha256'> {
    return this.#seen.get(pathOf(file)) ?? { standing: 'baseline', sha256: undefined };
  }

  #see(
    { folder, name, stamp }: FoundFile,
    { standing, sha256 }: Pick<SeenFile, 'standing' | 'sha256'>,
  ): void {
    const { ino, size, mtimeMs } = stamp;
    this.#seen.set(pathOf({ folder, name }), {
      folder,
      name,
      ino,
      size,
      mtimeMs,
      standing,
      sha256,
      goneAt: undefined,
    });
  }
}

function pathOf({ folder, name }: Pick<FoundFile, 'folder' | 'name'>): string {
  return folder === '' ? name : `${folder}/${name}`;
}
