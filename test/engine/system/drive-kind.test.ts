import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Drives } from '#engine/system/drive-kind.ts';
import { isLocalType, parseMacMounts, parseMountInfo, parseNetUse } from '#engine/system/mounts.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

const MOUNTINFO = `22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
40 27 0:50 / /mnt/nas\\040of\\040anna rw,relatime shared:9 - cifs //nas/scans rw,vers=3.1.1
41 27 0:51 / /mnt/ssh rw - fuse.sshfs anna@server:/srv rw
42 27 0:52 / /mnt/ssh/fast rw - tmpfs tmpfs rw
`;
const linux = new Drives('linux', () => Promise.resolve(parseMountInfo(MOUNTINFO)));

test.each([
  ['/mnt/nas of anna', '/mnt/nas of anna'],
  ['/mnt/nas of anna/a/b.pdf', '/mnt/nas of anna'],
  ['/mnt/nas of annabel', undefined],
  ['/mnt/ssh/scans', '/mnt/ssh'],
  ['/mnt/ssh/fast/scans', '/mnt/ssh'],
  ['/srv/scans', undefined],
])('on Linux %s lies on %s', async (path, drive) => {
  expect((await linux.placeOf(path)).drive).toBe(drive);
});

test('where the root itself is on another machine, local drives below it are local', async () => {
  const mounts = [
    { point: '/', type: 'nfs4' },
    { point: '/srv', type: 'ext4' },
  ];
  const diskless = new Drives('linux', () => Promise.resolve(mounts));
  expect((await diskless.placeOf('/srv/scans/a.pdf')).drive).toBeUndefined();
  expect((await diskless.placeOf('/home/anna')).drive).toBe('/');
});

test('a folder with a drive of another machine below it is as slow to tell as that drive', async () => {
  expect(await linux.isNetwork('/mnt')).toBe(true);
  expect(await linux.isNetwork('/srv')).toBe(false);
});

test('links are followed without touching the drive that they lead to', async () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'nas'));
  symlinkSync(join(root, 'nas', 'not there', 'for sure'), join(root, 'link'));
  symlinkSync('link', join(root, 'link to it'));
  symlinkSync('loop', join(root, 'loop'));
  const nas = join(root, 'nas');
  const drives = new Drives('linux', () => Promise.resolve([{ point: nas, type: 'nfs4' }]));

  expect((await drives.placeOf(join(root, 'link to it', 'a.pdf'))).drive).toBe(nas);
  expect((await drives.placeOf(join(root, 'link'), false)).drive).toBeUndefined();
  expect((await drives.placeOf(join(root, 'loop', 'a.pdf'))).drive).toBeUndefined();
  expect((await drives.placeOf(join(root, 'not there'))).drive).toBeUndefined();
});

test('a drive that is mounted later is found', async () => {
  let type = 'ext4';
  const drives = new Drives('linux', () => Promise.resolve([{ point: '/srv', type }]));
  expect(await drives.isNetwork('/srv')).toBe(false);
  type = 'nfs4';

  await expect.poll(() => drives.isNetwork('/srv'), { timeout: 5_000 }).toBe(true);
});

const NET_USE = `Новые подключения будут запомнены.

Состояние    Локальный  Удаленный                Сеть

-------------------------------------------------------------------------------
OK           Z:        \\\\nas\\scans              Microsoft Windows Network
Недоступен   y:        \\\\nas\\archive of everybody
                                                Microsoft Windows Network
                       \\\\TERMSRV\\printer        Microsoft Windows Network
Команда выполнена успешно.
`;

test.each([
  ['Z:\\', 'Z:\\'],
  ['z:\\2026\\a.pdf', 'Z:\\'],
  ['Y:\\a.pdf', 'y:\\'],
  ['C:\\scans', undefined],
  ['D:\\', undefined],
  ['\\\\NAS\\scans\\a.pdf', '\\\\nas\\scans'],
  ['\\\\?\\UNC\\nas\\scans', '\\\\nas\\scans'],
])('on Windows %s lies on %s', async (path, drive) => {
  const windows = new Drives('win32', () => Promise.resolve(parseNetUse(NET_USE)));
  expect((await windows.placeOf(path)).drive).toBe(drive);
});

const MOUNT = `/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
map auto_home on /System/Volumes/Data/home (autofs, automounted, nobrowse)
/dev/disk4s1 on /Volumes/Stick (msdos, local, nodev, nosuid, noowners)
//anna@nas._smb._tcp.local/scans on /Volumes/scans on nas (smbfs, nodev, nosuid, mounted by anna)
`;

test.each([
  ['/Volumes/scans on nas/a.pdf', '/Volumes/scans on nas'],
  ['/Volumes/Stick/a.pdf', undefined],
  ['/Users/anna/Scans', undefined],
])('on macOS %s lies on %s', async (path, drive) => {
  const mac = new Drives('darwin', () => Promise.resolve(parseMacMounts(MOUNT)));
  expect((await mac.placeOf(path)).drive).toBe(drive);
});

test('what may stop answering is not local', () => {
  const types = [
    'nfs',
    'nfs4',
    'cifs',
    'smb3',
    'fuseblk',
    'fuse.rclone',
    '9p',
    'virtiofs',
    'vboxsf',
    'autofs',
  ];
  expect(types.filter(isLocalType)).toEqual([]);
});
