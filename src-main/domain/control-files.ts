/**
 * What download managers, FTP clients and browsers append to the name of a file for what they note beside it while they
 * fetch or write it. A draft that is renamed when it is whole never lies beside its file, so it is not among these.
 */
const SUFFIXES: readonly string[] = [
  '.aria2',
  '.part',
  '.partial',
  '.filepart', // WinSCP
  '.crdownload',
  '.download',
  '.opdownload',
  '.!qB',
  '.!ut',
  '.bc!',
  '.jc!',
  '.ob!',
  '.st', // Axel
  '.td',
  '.td.cfg',
  '.xltd.cfg',
  '.dtapart',
  '.lftp-pget-status',
  '.lock',
  '.lck',
  '.tmp',
  '.temp',
];

/**
 * Names that one of these programs may give to what lies beside `name`, a file or a folder, while it is unfinished.
 * Upper and lower case are the same to some of them.
 */
export function controlNamesOf(name: string): readonly string[] {
  return SUFFIXES.map((suffix) => name + suffix);
}
