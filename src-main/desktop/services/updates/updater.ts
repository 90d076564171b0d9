/** What replaces the program: electron-updater, or a test. */
export interface Updater {
  /** The newer version there is. Rejects when nobody could be asked. */
  check(): Promise<string | undefined>;
  /**
   * Fetches what `check` found. `refused`: its hash or its signature is not the publisher's.
   * @param onProgress told 0 to 100
   */
  download(onProgress: (percent: number) => void): Promise<'genuine' | 'refused'>;
  /** Whether what was fetched is also installed when the user ends the program. */
  installAtQuit(isOn: boolean): void;
  /** Puts what was fetched in the place of this program, ends it and starts that. */
  install(): void;
}
