/** The watches of a simulated machine, and where files may lie. */
export const WATCHES = [
  { name: 'scans', folder: '/srv/scans', dialog: 'chat5' },
  { name: 'photos', folder: '/srv/photos', dialog: 'chat6' },
] as const;

export const FOLDERS = ['/srv/scans', '/srv/scans/in', '/srv/photos'];

const PATHS = [
  '/srv/scans/a.pdf',
  '/srv/scans/b.pdf',
  '/srv/scans/in/a.pdf',
  '/srv/scans/c.pdf',
  '/srv/photos/a.pdf',
  '/srv/photos/d.jpg',
  '/srv/scans/d.pdf',
  '/srv/scans/e.pdf',
] as const;

export function pathOf(file: number): string {
  return PATHS[file] ?? PATHS[0];
}

export function folderOf(watch: number): string {
  return WATCHES[watch]?.folder ?? '';
}

/** Where what lies at a path is sent. */
export function dialogOf(path: string): string {
  return WATCHES.find(({ folder }) => path.startsWith(`${folder}/`))?.dialog ?? '';
}
