/** Port to electron-updater. */
export interface Updater {
  /** Resolves to the newer version, if there is one. Rejects when the server cannot be reached. */
  check(): Promise<string | undefined>;
  /**
   * Downloads the version that `check` found. `refused`: its hash or signature is not the publisher's.
   * @param onProgress receives 0 to 100
   */
  download(onProgress: (percent: number) => void): Promise<'genuine' | 'refused'>;
  /** Whether a downloaded version is also installed when the user quits. */
  installAtQuit(isOn: boolean): void;
  /** Quits this program, replaces it with the downloaded version and starts that. */
  install(): void;
}
