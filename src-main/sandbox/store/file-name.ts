/** What the Drive allows in a name; it puts `_` in the place of everything else (reference 1.3). */

const ILLEGAL = /[\\/:*?"<>|\u0000-\u001f\u007f]/g;

/** The name under which the Drive keeps a file: corrected where illegal. */
export function legalName(name: string): string {
  const legal = name.replace(ILLEGAL, '_').trim();
  return legal === '' ? '_' : legal;
}

/** `report (1).pdf` where `report.pdf` is taken. */
export function uniqueName(name: string, isTaken: (name: string) => boolean): string {
  if (!isTaken(name)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let number = 1; ; number += 1) {
    const candidate = `${stem} (${number})${extension}`;
    if (!isTaken(candidate)) return candidate;
  }
}

/** Lower-case extension without its dot, `''` without one. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

const KINDS = new Map<string, 'image' | 'video' | 'audio'>([
  ...['png', 'jpg', 'jpeg', 'gif', 'webp', 'bmp', 'heic'].map((ext) => [ext, 'image'] as const),
  ...['mp4', 'mov', 'webm', 'mkv', 'avi'].map((ext) => [ext, 'video'] as const),
  ...['mp3', 'ogg', 'wav', 'm4a', 'flac'].map((ext) => [ext, 'audio'] as const),
]);

/** What the messenger takes a file for, going by its name. */
export function fileType(name: string): 'file' | 'image' | 'video' | 'audio' {
  return KINDS.get(extensionOf(name)) ?? 'file';
}
