/**
 * Names that are never meant for a chat: what browsers, office programs, sync tools and systems leave behind
 * while they work. A folder of such a name is not entered. Visible and editable for each watch; merged from the
 * lists of the ownCloud client, Paperless-ngx and immich-go.
 */
export const DEFAULT_JUNK: readonly string[] = [
  // unfinished downloads and copies
  '*.part',
  '*.part.minisign',
  '*.partial',
  '*.filepart',
  '*.crdownload',
  '*.download',
  '*.opdownload',
  '*.!ut',
  '*.!qB',
  '*.bc!',
  '*.aria2',
  '*.tmp',
  '*.temp',
  '.~tmp~',
  // office programs and editors while a document is open
  '~$*',
  '.~lock.*',
  '~wr[dla]*.tmp',
  '*.swp',
  '*.swx',
  '.goutputstream-*',
  '.fuse_hidden*',
  '.nfs[0-9a-f]*',
  // sync tools
  '.syncthing.*.tmp',
  '~syncthing~*.tmp',
  '.stfolder',
  '.stversions',
  '.stignore',
  '.sync_*.db*',
  '._sync_*.db*',
  '.owncloudsync.log*',
  '.*.~[0-9a-f]*', // a download of ownCloud and Nextcloud
  '.*.??????', // a transfer of rsync
  '.dropbox',
  '.dropbox.cache',
  '.tmp.drivedownload',
  '.tmp.driveupload',
  // systems and NAS boxes
  'Thumbs.db',
  'ehthumbs.db',
  'desktop.ini',
  '.DS_Store',
  '._*',
  '.Spotlight-V100',
  '.Trashes',
  '.Trash-*',
  '.fseventsd',
  '.TemporaryItems',
  '@eaDir',
  '@__thumb',
  'SYNOFILE_THUMB_*',
  '#recycle',
  '#snapshot',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  // version control
  '.git',
  '.svn',
  '.hg',
];
