import { copyFileSync, linkSync } from 'node:fs';

/** Puts a file into a folder at once and whole, as a program that moves finished files does. */
export function putFile(file: string, to: string): void {
  try {
    linkSync(file, to);
  } catch {
    copyFileSync(file, to);
  }
}
