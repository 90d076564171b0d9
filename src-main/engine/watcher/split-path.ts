import type { FoundFile } from './file-index.ts';

/** A relative path as folder and name. */
export function split(path: string): Pick<FoundFile, 'folder' | 'name'> {
  const end = path.lastIndexOf('/');
  return { folder: path.slice(0, Math.max(0, end)), name: path.slice(end + 1) };
}

/** The relative path of `name` in a relative folder. */
export function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
