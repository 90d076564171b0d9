import { describe, expect, test } from 'vitest';
import { canSelfUpdate, type BuildInfo } from '#desktop/services/updates/can-self-update.ts';

const FEED = 'provider: generic\nurl: https://example.com/\n';
const SIGNED = `${FEED}publisherName:\n  - Example Ltd\n`;
const SETUP: BuildInfo = {
  platform: 'win32',
  isPackaged: true,
  feedFile: SIGNED,
  portable: undefined,
  appImage: undefined,
};

describe('replaces itself', () => {
  test.each<[string, Partial<BuildInfo>]>([
    ['a signed setup of Windows', {}],
    ['a program of macOS, where the system compares signatures', { platform: 'darwin', feedFile: FEED }],
    [
      'an AppImage in a folder of the user',
      { platform: 'linux', feedFile: FEED, appImage: { isWritable: true } },
    ],
  ])('%s', (_what, build) => {
    expect(canSelfUpdate({ ...SETUP, ...build })).toBe(true);
  });
});

describe('does not replace itself', () => {
  test.each<[string, Partial<BuildInfo>]>([
    ['one that was never packed', { isPackaged: false }],
    ['one that was packed without a feed', { feedFile: undefined }],
    ['an unsigned setup of Windows, whose updates nobody could compare', { feedFile: FEED }],
    ['the portable program of Windows', { portable: String.raw`C:\Tools\Chatdrop.exe` }],
    ['a deb or an archive of Linux', { platform: 'linux', feedFile: FEED }],
    [
      'an AppImage where its user may not write',
      { platform: 'linux', feedFile: FEED, appImage: { isWritable: false } },
    ],
  ])('%s', (_what, build) => {
    expect(canSelfUpdate({ ...SETUP, ...build })).toBe(false);
  });
});
