/** `~/Scans` below the home folder. `~` means it where it stands alone or before a slash, as in a shell. */
export function expandHome(path: string, home: string): string {
  return /^~(?=$|[\\/])/.test(path) ? home + path.slice(1) : path;
}
