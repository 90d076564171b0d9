import { hostname, userInfo } from 'node:os';
import { basename } from 'node:path';
import { nameValues, renderCaption } from '#domain/caption.ts';
import type { WatchSpec } from '#domain/watch.ts';
import { readable } from './system/byte-names.ts';
import type { FoundFile } from './watcher/file-index.ts';

const BYTES = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const UNITS = ['bytes', 'kB', 'MB'] as const;

/** The caption of a file of a watch, as it is at the moment the file is queued. */
export function captionFor(spec: WatchSpec, file: FoundFile, now: number): string {
  if (spec.caption === '') return '';
  const relative = file.folder === '' ? file.name : `${file.folder}/${file.name}`;
  const at = new Date(now);
  return renderCaption(spec.caption, {
    ...nameValues(basename(spec.folder), readable(relative)),
    size: sizeText(file.stamp.size),
    date: [at.getFullYear(), pad(at.getMonth() + 1), pad(at.getDate())].join('-'),
    time: `${pad(at.getHours())}:${pad(at.getMinutes())}`,
    host: hostname(),
    user: userName(),
  });
}

function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${BYTES.format(value)} ${UNITS[unit] ?? ''}`;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user id that has no name.
    return '';
  }
}
