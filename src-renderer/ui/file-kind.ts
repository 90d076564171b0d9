const KINDS = {
  picture: 'jpg jpeg png gif webp bmp tif tiff heic svg raw cr2 nef',
  document: 'pdf doc docx odt rtf txt md',
  sheet: 'xls xlsx ods csv tsv',
  slides: 'ppt pptx odp key',
  archive: 'zip 7z rar gz tar xz bz2 iso dmg',
  sound: 'mp3 wav ogg flac m4a aac',
  video: 'mp4 mov mkv avi webm m4v',
} as const;

export type FileKind = keyof typeof KINDS | 'other';

const BY_EXTENSION = new Map<string, FileKind>(
  Object.entries(KINDS).flatMap(([kind, extensions]) =>
    extensions.split(' ').map((extension) => [extension, kind as FileKind] as const),
  ),
);

/** What a file is for people, by its name alone. */
export function kindOf(name: string): FileKind {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return BY_EXTENSION.get(extension) ?? 'other';
}
