/** Extensions of folders that macOS shows as one document or program. Their parts mean nothing by themselves. */
const EXTENSIONS: ReadonlySet<string> = new Set([
  'app',
  'band',
  'bundle',
  'component',
  'dsym',
  'fcpbundle',
  'framework',
  'graffle',
  'imovielibrary',
  'kext',
  'key',
  'logicx',
  'lproj',
  'mpkg',
  'musiclibrary',
  'nib',
  'numbers',
  'pages',
  'photoslibrary',
  'pkg',
  'playground',
  'plugin',
  'prefpane',
  'rtfd',
  'scptd',
  'sparsebundle',
  'tvlibrary',
  'wdgt',
  'workflow',
  'xcodeproj',
  'xcworkspace',
]);

/** True for the name of a folder that is one document, such as `Report.pages`. */
export function isDocumentFolder(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && EXTENSIONS.has(name.slice(dot + 1).toLowerCase());
}
