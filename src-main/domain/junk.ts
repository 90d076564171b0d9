/**
 * Excel writes a workbook into a name of eight hex digits without extension first, such as `Cedd4100`
 * (https://support.microsoft.com/kb/814068). One digit at least is a letter here, because eight decimal digits are a date.
 */
const HEX = '[0-9a-f]';
const EXCEL_TEMPORARY: readonly string[] = [0, 4].map((start) => {
  const alternatives = [start, start + 1, start + 2, start + 3].map(
    (letterAt) => `${HEX.repeat(letterAt)}[a-f]${HEX.repeat(7 - letterAt)}`,
  );
  return `{${alternatives.join(',')}}`;
});

/** Names that are junk as files alone: a folder may well be called so. */
export const JUNK_FILES: ReadonlySet<string> = new Set([...EXCEL_TEMPORARY, '*~', '#*#']);

/**
 * Names that are never meant for a chat: what browsers, office programs, sync tools and systems leave behind
 * while they work. A folder of such a name is not entered. Visible and editable for each watch. Merged from the lists of
 * the ownCloud client, Paperless-ngx and immich-go, and from what the makers of the programs document.
 */
export const DEFAULT_JUNK: readonly string[] = [
  // unfinished downloads and copies
  '*.part',
  '*.part.minisign',
  '*.part.met', // eMule
  '*.part-frag*', // yt-dlp
  '*.ytdl',
  '*.partial', // Internet Explorer, rclone
  '*.filepart', // WinSCP
  '*.crdownload', // Chromium
  '*.crswap', // Chromium's File System Access API while a page writes
  '*.unconfirmed',
  '.com.google.chrome.*',
  '.org.chromium.chromium.*',
  '*.download', // Safari
  '*.opdownload', // Opera
  '*.!ut', // uTorrent
  '*.!qB', // qBittorrent
  '*.bts', // BitTorrent
  '*.bc!', // BitComet
  '*.jc!', // FlashGet
  '*.ob!', // Orbit
  '*.dtapart', // DownThemAll
  '*.aria2',
  '*.fdmdownload', // Free Download Manager
  '*.xltd', // Xunlei
  '*.td.cfg',
  '*.downloading', // Baidu
  '*.uploading',
  '*.uploading.cfg',
  '*.incomplete',
  '*.tmp',
  '*.temp',
  '.~tmp~',
  '.rsync-partial',
  // FTP servers while they receive
  '.pureftpd-upload.*',
  '.in.*.', // ProFTPD HiddenStores
  '*.lftp', // xfer:temp-file-name
  '*.lftp-pget-status',
  '.ftpquota',
  // office programs and editors while a document is open
  '~$*',
  '.~lock.*',
  '~wr[dla]*.tmp',
  ...EXCEL_TEMPORARY,
  '~*.asd', // Word's recovery
  '*.ldb', // Access
  '*.laccdb',
  '*.dwl', // AutoCAD
  '*.dwl2',
  '*.sv$',
  '*.ac$',
  '.*.lck', // CAD on Linux and macOS
  '*.idlk', // InDesign
  'Photoshop Temp*',
  '*.swp',
  '*.swx',
  '.*.sw[a-z]',
  '*.kate-swp',
  '*~', // backup of an editor
  '#*#', // Emacs
  '.#*',
  '.goutputstream-*',
  '.xdp-*',
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
  '*.!sync', // Resilio Sync
  '*.rslsc',
  '*.rslsf',
  '.sync',
  '.seafile-data',
  '.getxfer.*.mega',
  '.megaignore',
  '*.yadisk',
  '.dropbox',
  '.dropbox.cache',
  '.tmp.drivedownload',
  '.tmp.driveupload',
  // placeholders of cloud drives: the content is elsewhere
  '.*.icloud',
  '*.gdoc',
  '*.gsheet',
  '*.gslides',
  '*.gdraw',
  '*.gform',
  '*.gsite',
  '*.cloud', // odrive
  '*.cloudf',
  '*.nextcloud',
  '*.owncloud',
  // streams and attributes that became files
  '*:Zone.Identifier',
  '*\uF03AZone.Identifier', // as WSL writes the colon
  '*:com.dropbox.*',
  '*:com.apple.*',
  '*:AFP_*',
  '*:SmartScreen',
  '*@SynoEAStream',
  '*@SynoResource',
  // bins: what lies there was thrown away
  '#recycle', // Synology
  '@Recycle', // QNAP
  '.recycle', // Samba's vfs_recycle, TrueNAS
  'Network Trash Folder', // Netatalk
  '$RECYCLE.BIN',
  'RECYCLER',
  '.Trash',
  '.Trashes',
  '.Trash-*',
  'trashbox', // Buffalo
  // snapshots: copies of what was there before
  '#snapshot', // Synology
  '@Recently-Snapshot', // QNAP
  '.snapshot', // NetApp
  '.snapshots', // snapper
  '~snapshot',
  '.zfs',
  // systems and NAS boxes
  'Thumbs.db',
  'Thumbs.db:encryptable',
  'ehthumbs.db',
  'desktop.ini',
  'found.[0-9][0-9][0-9]',
  '.directory',
  '.DS_Store',
  '._*',
  ':2e*', // Netatalk's spelling of a leading dot
  'Icon\r',
  '.localized',
  '.apdisk',
  '.AppleDB',
  '.AppleDesktop',
  '.AppleDouble',
  '.DocumentRevisions-V100',
  '.Spotlight-V100',
  '.VolumeIcon.icns',
  '.com.apple.timemachine.*',
  '.fseventsd',
  '.TemporaryItems',
  'Temporary Items',
  'TheFindByContentFolder',
  'TheVolumeSettingsFolder',
  '__MACOSX',
  '.afpDeleted*',
  '.smbdelete*',
  '@eaDir',
  '@tmp',
  '@sharesnap',
  '.SynologyWorkingDirectory',
  'SYNOFILE_THUMB_*',
  '@__thumb',
  '.@__thumb',
  '.@__comments',
  '.@__qini',
  '.@upload_cache',
  '.streams',
  'System Volume Information',
  'lost+found',
  // programs' own
  '.git',
  '.svn',
  '.hg',
  'node_modules',
  '__pycache__',
  '.chatdropignore',
];
