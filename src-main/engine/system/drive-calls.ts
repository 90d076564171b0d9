import type { FolderEntry } from '../ports.ts';
import type { Disk, DiskFile, DiskStats } from './disk.ts';
import { nodeDisk } from './node-disk.ts';

/** What a drive's helper can be asked: the calls of a `Disk`, with open files known by a number. */
interface CallTypes {
  readonly stat: Call<[path: string], DiskStats>;
  readonly lstat: Call<[path: string], DiskStats>;
  readonly list: Call<[folder: string], FolderEntry[]>;
  readonly realpath: Call<[path: string], string>;
  readonly open: Call<[path: string, flags: number | 'wx'], number>;
  readonly mkdir: Call<[folder: string], void>;
  readonly link: Call<[from: string, to: string], void>;
  readonly rename: Call<[from: string, to: string], void>;
  readonly unlink: Call<[path: string], void>;
  readonly fileStat: Call<[file: number], DiskStats>;
  readonly fileRealPath: Call<[file: number], string | undefined>;
  readonly fileRead: Call<[file: number, length: number, position: number], Uint8Array>;
  readonly fileClose: Call<[file: number], void>;
}

interface Call<A extends readonly unknown[], R> {
  readonly args: A;
  readonly result: R;
}

export type CallName = keyof CallTypes;
export type ArgsOf<C extends CallName> = CallTypes[C]['args'];
export type ResultOf<C extends CallName> = CallTypes[C]['result'];
type Calls = { readonly [C in CallName]: (...args: ArgsOf<C>) => Promise<ResultOf<C>> };

export interface CallRequest<C extends CallName = CallName> {
  readonly id: number;
  readonly call: C;
  readonly args: ArgsOf<C>;
}

/** The answer to the request of the same id. An error's `code` is lost when it is cloned, so that it goes apart. */
export type CallReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly message: string; readonly code: string | undefined };

/** Answers the requests of the process that watches over this one. */
export function serveDrive(reply: (reply: CallReply) => void): (request: CallRequest) => void {
  const calls = callsOn(nodeDisk);
  return (request) => {
    const { id } = request;
    run(calls, request).then(
      (result) => reply({ id, result }),
      (thrown: unknown) => {
        const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : undefined;
        reply({ id, message: String(thrown), code });
      },
    );
  };
}

function run<C extends CallName>(calls: Calls, { call, args }: CallRequest<C>): Promise<ResultOf<C>> {
  return calls[call](...args);
}

function callsOn(disk: Disk): Calls {
  const files = new Map<number, DiskFile>();
  let opened = 0;
  const fileOf = (id: number): DiskFile => {
    const file = files.get(id);
    if (file === undefined) throw new Error('no such open file');
    return file;
  };
  return {
    ...disk,
    open: async (path, flags) => {
      files.set(++opened, await disk.open(path, flags));
      return opened;
    },
    fileStat: async (id) => fileOf(id).stat(),
    fileRealPath: async (id) => fileOf(id).realPath(),
    fileRead: async (id, length, position) => {
      const target = new Uint8Array(length);
      return target.subarray(0, await fileOf(id).read(target, position));
    },
    fileClose: async (id) => {
      const file = fileOf(id);
      files.delete(id);
      await file.close();
    },
  };
}
