export interface BuildInfo {
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  /** Text of `app-update.yml`, which electron-builder puts beside the program when it knows a feed. */
  readonly feedFile: string | undefined;
  /** Windows' portable program sets it. */
  readonly portable: string | undefined;
  /** Undefined unless the program is one; `isWritable` when its folder can be written to. */
  readonly appImage: { readonly isWritable: boolean } | undefined;
}

/**
 * Whether this build can be replaced by a newer one that is found genuine. Windows' installers are compared with the
 * publisher in `app-update.yml`, and without one electron-updater compares nothing; macOS compares by itself.
 */
export function canSelfUpdate({ platform, isPackaged, feedFile, portable, appImage }: BuildInfo): boolean {
  if (!isPackaged || feedFile === undefined) return false;
  switch (platform) {
    case 'win32':
      return portable === undefined && /^publisherName:/m.test(feedFile);
    case 'darwin':
      return true;
    default:
      return appImage?.isWritable === true;
  }
}
