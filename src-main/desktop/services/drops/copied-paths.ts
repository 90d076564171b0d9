import { fileURLToPath } from 'node:url';

/** Paths of a list of addresses, as macOS and Linux copy files; lines that are none of this machine are left out. */
export function urlPaths(list: string): readonly string[] {
  return list
    .split(/\r?\n|\0/)
    .filter((line) => /^file:\/\/(localhost)?\//.test(line))
    .flatMap((line) => {
      try {
        return [fileURLToPath(line.replace('file://localhost/', 'file:///'))];
      } catch {
        return []; // an escaped slash or a NUL in it: no path of any file
      }
    });
}

/** Paths as Windows copies them: UTF-16, ended by a NUL. */
export function windowsPaths(raw: Uint8Array): readonly string[] {
  const text = Buffer.from(raw).toString('utf16le');
  return text.split('\0').filter((path) => /^([A-Za-z]:\\|\\\\)/.test(path));
}
