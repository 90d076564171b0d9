import { findJpegEnd } from './jpeg-end.ts';
import { toText, type ReadBytes } from './read-bytes.ts';

const HEAD_BYTES = 1_024;
/** A ZIP archive may end with a comment of 65,535 bytes. */
const TAIL_BYTES = 66_000;

/** Names whose content never begins with zeros. */
const NEVER_ZERO = /\.(?:pdf|zip|jpe?g|png|(?:doc|xls|ppt)[xm]|od[tspg]|epub)$/i;

/**
 * True for a PDF, ZIP, Office, JPEG or PNG file that lacks the end which its format demands, and for one that begins with
 * zeros: its room was reserved, its content is still to come.
 */
export async function lacksEnd(name: string, size: number, read: ReadBytes): Promise<boolean> {
  const head = toText(await read(0, HEAD_BYTES));
  const isZero = /^\0+$/.test(head);
  if (isZero) return NEVER_ZERO.test(name);
  if (head.startsWith('\xff\xd8\xff')) return !(await findJpegEnd(size, read));
  const isPdf = head.includes('%PDF-');
  const isZip = head.startsWith('PK\x03\x04');
  const isPng = head.startsWith('\x89PNG\r\n\x1a\n');
  if (!isPdf && !isZip && !isPng) return false;
  const start = Math.max(0, size - TAIL_BYTES);
  const tail = toText(await read(start, TAIL_BYTES));
  // Readers of PDF look for its end in the last 1,024 bytes.
  if (isPdf) return !tail.slice(-1_024).includes('%%EOF');
  if (isPng) return !tail.includes('IEND\xae\x42\x60\x82');
  return !hasZipEnd(tail, start);
}

/**
 * True when the record that ends a ZIP archive is there and lies where it says. That of an archive which is stored in
 * this one lies elsewhere.
 */
function hasZipEnd(tail: string, start: number): boolean {
  for (let at = tail.lastIndexOf('PK\x05\x06'); at >= 0; at = tail.lastIndexOf('PK\x05\x06', at - 1)) {
    const record = Buffer.from(tail.slice(at, at + 22), 'latin1');
    if (record.length < 22) {
      if (at === 0) return false;
      continue;
    }
    const isZip64 = tail.slice(at - 20, at).startsWith('PK\x06\x07');
    if (isZip64 || record.readUInt32LE(12) + record.readUInt32LE(16) === start + at) return true;
    if (at === 0) return false;
  }
  return false;
}
