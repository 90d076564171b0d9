import { join } from 'node:path';
import { AppError } from '#domain/errors.ts';
import type { FileStamp } from '#domain/file-stamp.ts';
import type { WatchRule } from '#domain/watch-rule.ts';
import type { WatchSpec } from '#domain/watch.ts';
import type { Clock, FileSystem, Log } from '../ports.ts';
import { glance, NO_STAMP } from './compare.ts';
import { errnoOf } from './file-errors.ts';
import type { Hearing } from './hearing.ts';
import { lookOver } from './look-over.ts';
import type { Beginning, Finding, SeenFile, WatchMemory } from './memory.ts';
import type { Recorder } from './recorder.ts';
import type { SettleTracker } from './settle-tracker.ts';
import { split } from './split-path.ts';
import type { SteadyFolders } from './steady-folders.ts';

export interface LooksParts {
  readonly spec: WatchSpec;
  readonly rule: WatchRule;
  readonly files: FileSystem;
  readonly memory: WatchMemory;
  readonly steady: SteadyFolders;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
  /** Wall clock from which on files count as new to a watch that begins. */
  readonly since: number;
  readonly isNetwork: () => boolean;
  /** Whether the folder lies there as it did when the look at it began. */
  readonly isStillThere: () => Promise<boolean>;
  readonly recorder: Recorder;
  readonly tracker: SettleTracker;
  readonly hearing: Hearing;
  readonly signal: AbortSignal;
}

/** Looks at a watch's folder, compares it with the memory, and hands on what has to settle. */
export class Looks {
  readonly #parts: LooksParts;
  /** Wall clock at which the watch began, until its first look is complete; undefined also where everything is new. */
  #began: number | undefined;
  #isFirst = true;
  /** Whether something below the folder could not be read, and not for want of rights. */
  #wasHindered = false;
  /** Whether what is found now should have been announced by an event. */
  #expectsAnnouncement = false;

  constructor(parts: LooksParts) {
    this.#parts = parts;
  }

  /** Keeps the moment at which the watch begins, whether its folder is there or not. Throws what the memory throws. */
  announce(): void {
    const { memory, spec, since } = this.#parts;
    memory.announce(spec.name, spec.folder, since);
  }

  /**
   * The folder is there: the watch begins on it, if it has not. Until its first look is complete, what came after that
   * moment is new, whatever became of the process meanwhile. Throws what the memory throws.
   */
  begin(): void {
    const { memory, spec, since } = this.#parts;
    const beginning = memory.begin(spec.name, spec.folder, since);
    this.#began = beginning.isComplete || takesAll(spec, beginning) ? undefined : beginning.since;
    this.#isFirst = !beginning.isComplete;
  }

  /**
   * Looks at everything, after `begin`; false when it was broken off or could not be recorded. `isAnnounced` when the system should
   * have told of every new file already. Rejects when the folder cannot be listed.
   */
  async atAll(mayBeGone: boolean, isAnnounced: boolean): Promise<boolean> {
    const { memory, spec, recorder, hearing } = this.#parts;
    const isFirst = this.#isFirst;
    this.#wasHindered = false;
    this.#expectsAnnouncement = isAnnounced;
    if (isAnnounced) hearing.beginScan();
    const isDone = await this.#over('', mayBeGone);
    this.#expectsAnnouncement = false;
    if (!isDone || !isFirst || !(await this.#isFirstComplete())) return isDone;
    if (!recorder.attempt(() => memory.begun(spec.name, spec.folder))) return false;
    this.#began = undefined;
    this.#isFirst = false;
    return true;
  }

  /**
   * False when the drive went away meanwhile, so that it hid files that are old. On a local drive also when anything
   * could not be read but for want of rights: the watch goes on as one that begins, and change times tell what is new.
   */
  async #isFirstComplete(): Promise<boolean> {
    if (this.#wasHindered && !this.#parts.isNetwork()) return false;
    return this.#parts.isStillThere();
  }

  /** Looks at one folder of which an event told, and what lies below it. */
  async atFolder(folder: string): Promise<void> {
    if (!this.#parts.rule.judgeFolder(folder).included) return;
    try {
      await this.#over(folder, true);
    } catch (thrown) {
      // Gone again, or not ours to see: the next look at everything tells.
      this.#parts.log('debug', 'a folder that was announced cannot be listed', {
        error: AppError.from(thrown),
      });
    }
  }

  /** Looks at files of which events told. Those that settle anyway are left alone. Never rejects. */
  async atPaths(paths: readonly string[]): Promise<void> {
    try {
      await this.#atPaths(paths);
    } catch (thrown) {
      this.#parts.recorder.failed(thrown);
    }
  }

  async #atPaths(paths: readonly string[]): Promise<void> {
    const { memory, spec, tracker, recorder, clock } = this.#parts;
    const byFolder = Map.groupBy(
      paths.filter((path) => !tracker.has(path)),
      (path) => split(path).folder,
    );
    for (const [folder, inIt] of byFolder) {
      const findings: Finding[] = [];
      for (const path of inIt) {
        const { name } = split(path);
        const known = memory.at(spec.name, folder, name);
        const stamp = await this.look(path);
        if (stamp === 'unreadable') continue;
        if (stamp !== 'vanished') {
          const first = glance(known, stamp);
          if (first === 'unknown') tracker.note(path, stamp);
          else if (first === 'touched') findings.push({ type: 'touched', file: { folder, name, stamp } });
        } else if (isThere(known)) {
          findings.push({ type: 'gone', folder, name, at: clock.now() });
        }
      }
      recorder.record(findings);
    }
  }

  /** Looks at one file. */
  async look(path: string): Promise<FileStamp | 'vanished' | 'unreadable'> {
    try {
      return (await this.#parts.files.stamp(join(this.#parts.spec.folder, path))) ?? 'vanished';
    } catch {
      // Whatever keeps us from looking: the scan comes by again.
      return 'unreadable';
    }
  }

  #over(start: string, mayBeGone: boolean): Promise<boolean> {
    const { spec, files, memory, steady, rule, recorder, tracker, hearing, clock, log, signal } = this.#parts;
    return lookOver(
      {
        files,
        root: spec.folder,
        rule,
        isLocal: () => !this.#parts.isNetwork(),
        watch: spec.name,
        memory,
        steady,
        now: () => clock.now(),
        isOld: (path, stamp, hasBaseline) => this.#isOld(path, stamp, hasBaseline),
        onUnsettled: (path, stamp) => {
          if (this.#expectsAnnouncement && !tracker.has(path)) hearing.found(path);
          tracker.note(path, stamp);
        },
        record: (findings) => recorder.record(findings),
        onUnreadable: (path, thrown) => {
          if (!isWantOfRights(thrown)) this.#wasHindered = true;
          log('warn', 'part of a watched folder cannot be read', {
            watch: spec.name,
            path,
            error: AppError.from(thrown),
          });
        },
      },
      start,
      mayBeGone,
      signal,
    );
  }

  /**
   * True for what was there before the watch began. On a local drive the change time, which nobody can set back, tells
   * what came after. The clock of a network drive is another's: there the order of the looks tells, so that what is
   * not known in a folder of which the baseline is recorded came later, and everything else counts as old.
   */
  #isOld(path: string, stamp: FileStamp, hasBaseline: boolean): boolean {
    if (this.#began === undefined) return false;
    if (this.#parts.tracker.has(path)) return false;
    if (this.#parts.isNetwork()) return !hasBaseline;
    // Our clock knows whole milliseconds, the disk parts of them.
    return stamp.ctimeMs <= this.#began || stamp.ctimeMs >= this.#parts.clock.now() + 1;
  }
}

/** True for a watch to which also what was there before it is new. */
function takesAll({ existing }: WatchSpec, { memoryLost }: Beginning): boolean {
  return existing === 'all' && !memoryLost;
}

function isWantOfRights(thrown: unknown): boolean {
  return ['EACCES', 'EPERM'].includes(errnoOf(thrown) ?? '');
}

/** True for a known regular file that was not yet found missing. */
function isThere(known: SeenFile | undefined): boolean {
  return known !== undefined && known.ino !== NO_STAMP.ino && known.goneAt === undefined;
}
