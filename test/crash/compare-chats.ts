import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RemoteSandbox } from './remote-sandbox.ts';

interface Comparison {
  readonly figures: Readonly<Record<'files' | 'lost' | 'doubled' | 'differing', number>>;
  /** A line for each file that is lost, doubled or differing. */
  readonly breaches: readonly string[];
}

/** Compares what lies in the folders of a root, each named like its dialog, with what is in the chats. */
export async function compareChats(
  root: string,
  dialogs: readonly string[],
  sandbox: RemoteSandbox,
): Promise<Comparison> {
  let files = 0;
  const lost: string[] = [];
  const doubled: string[] = [];
  const differing: string[] = [];
  for (const dialog of dialogs) {
    const wanted = new Map(
      readdirSync(join(root, dialog), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .map((path) => [sha256(readFileSync(path)), path]),
    );
    const posted = (await sandbox.messages(dialog)).flatMap(({ id, file }) => (file ? [{ id, file }] : []));
    const hashes = posted.map(({ file }) => file.sha256);
    files += wanted.size;
    for (const [hash, path] of wanted) if (!hashes.includes(hash)) lost.push(path);
    for (const [at, { id, file }] of posted.entries()) {
      const what = `message ${id} of ${dialog}, ${file.name}`;
      if (hashes.indexOf(file.sha256) < at) doubled.push(what);
      if (!wanted.has(file.sha256)) differing.push(what);
    }
  }
  return {
    figures: { files, lost: lost.length, doubled: doubled.length, differing: differing.length },
    breaches: [
      ...lost.map((what) => `lost: ${what}`),
      ...doubled.map((what) => `doubled: ${what}`),
      ...differing.map((what) => `differing: ${what}`),
    ],
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
