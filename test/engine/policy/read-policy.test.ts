import { chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { problemLines } from '#config/problem.ts';
import { policyPlace } from '#engine/policy/places.ts';
import { readPolicy, type PolicyReader } from '#engine/policy/read-policy.ts';
import { distrustOfSddl } from '#engine/policy/windows-trust.ts';
import { temporaryFolder } from '#test/support/temp-folder.ts';

/** Whoever runs the tests plays the administrator. */
const US: PolicyReader = { platform: process.platform, env: {}, administrator: process.getuid?.() ?? 0 };
/** Somebody else does, so that what we write is a user's file. */
const SOMEBODY_ELSE: PolicyReader = { ...US, administrator: 4_000_000 };

function policyFile(text: string, mode = 0o644): string {
  const folder = join(temporaryFolder(), 'chatdrop');
  mkdirSync(folder, { mode: 0o755 });
  const path = join(folder, 'policy.json');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

test('a policy of the administrators is in force', () => {
  const path = policyFile('{ "updates": { "value": "off", "locked": true } }');

  expect(readPolicy(path, US)).toEqual({
    type: 'in-force',
    path,
    policy: { updates: { value: 'off', locked: true } },
  });
});

test('where there is none, none is in force', () => {
  expect(readPolicy(join(temporaryFolder(), 'no', 'policy.json'), US).type).toBe('none');
});

describe('what a user could have written does not count', () => {
  test('a file that others may write', () => {
    expect(readPolicy(policyFile('{}', 0o666), US)).toMatchObject({ type: 'untrusted', why: 'writable' });
  });

  test('a file in a folder that others may write', () => {
    const path = policyFile('{}');
    chmodSync(join(path, '..'), 0o777);

    expect(readPolicy(path, US)).toMatchObject({ type: 'untrusted', why: 'writable' });
  });

  test('a file of somebody who is no administrator', () => {
    const path = policyFile('{}');
    const isRoot = process.getuid?.() === 0; // whose files always count, so another user gets this one
    if (isRoot) chownSync(path, 4_000_001, 0);

    expect(readPolicy(path, SOMEBODY_ELSE)).toMatchObject({ type: 'untrusted', why: 'owner' });
  });

  test('a link, wherever it leads', () => {
    const target = policyFile('{}');
    const link = join(temporaryFolder(), 'policy.json');
    symlinkSync(target, link);

    expect(readPolicy(link, US)).toMatchObject({ type: 'untrusted', why: 'link' });
  });
});

describe('a policy that cannot be understood is no licence to run without one', () => {
  test.each([
    ['{ "updates": ', 'expected JSON, stopped at line 1, column 14'],
    ['{\n  "updates": { "value": "off" }\n  "language": {} }', 'expected JSON, stopped at line 3, column 3'],
    ['[]', 'expected an object { … }'],
    ['{ "dialog": {} }', 'dialog: no such setting'],
    [
      '{ "files": { "forbiddenExtensions": [".exe"] } }',
      'files.forbiddenExtensions[0]: expected an extension without its dot',
    ],
    [
      '{ "portals": { "hosts": ["https://office.bitrix24.com"] } }',
      'portals.hosts[0]: expected a host in lower case, such as "office.bitrix24.com"',
    ],
    [
      '{ "dialogs": { "Office": ["chat5"] } }',
      'dialogs.Office: expected a host in lower case, such as "office.bitrix24.com"',
    ],
    [
      '{ "watches": { "entries": [{ "name": "a", "folder": "Scans", "bot": "b", "dialog": "chat5" }] } }',
      'watches.entries[0].folder: expected an absolute folder, or one below ~/',
    ],
    [
      '{ "watches": { "entries": [{ "name": "a", "folder": "~/a", "bot": "b", "dialog": "c", "sizeMax": 0 }] } }',
      'watches.entries[0].dialog: expected a dialog such as "chat5", "5" (a user) or "sg7"',
    ],
  ])('%s', (text, line) => {
    const reading = readPolicy(policyFile(text), US);

    expect(reading.type === 'invalid' && problemLines('', reading.problems)).toContain(line);
  });
});

test('comments, trailing commas and the encodings of Windows are read', () => {
  const path = policyFile('');
  writeFileSync(path, Buffer.from('\uFEFF{ /* ours */ "updates": { "value": "off", }, }', 'utf16le'));

  expect(readPolicy(path, US).type).toBe('in-force');
});

test('every system has its place, and only administrators write there', () => {
  expect(policyPlace('linux', {})).toBe('/etc/chatdrop/policy.json');
  expect(policyPlace('darwin', {})).toBe('/Library/Application Support/Chatdrop/policy.json');
  expect(policyPlace('win32', { ProgramData: 'D:/Data' })).toMatch(/^D:.Data.Chatdrop.policy\.json$/);
});

describe('an access list of Windows', () => {
  test.each([
    { sddl: 'O:BAG:SYD:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)', why: undefined },
    { sddl: 'O:SYG:SYD:PAI(A;;FA;;;SY)(A;;FA;;;BA)(A;;FR;;;WD)(A;OICIIO;GA;;;CO)', why: undefined },
    { sddl: 'O:BAG:SYD:(D;;FA;;;BU)(A;;FA;;;BA)', why: undefined },
    { sddl: 'O:S-1-5-21-1-2-3-1001G:SYD:(A;;FA;;;BA)', why: 'owner' },
    { sddl: 'O:BAG:SYD:AI(A;ID;FA;;;BA)(A;ID;0x1301bf;;;AU)', why: 'writable' },
    { sddl: 'O:BAG:SYD:AI(A;;FA;;;BA)(A;;FW;;;BU)', why: 'writable' },
    { sddl: 'O:BAG:SYD:AI(A;;FA;;;BA)(A;CIIO;DCLCRPCR;;;BU)', why: 'writable' },
    { sddl: 'O:BAG:SYD:AI(A;;FA;;;BA)(A;;FA;;;S-1-5-21-1-2-3-1001)', why: 'writable' },
    { sddl: 'O:BAG:SYD:', why: 'writable' },
    { sddl: 'O:BAG:SYD:(XA;;FR;;;SY;(@User.Title=="PM"))(A;;FA;;;WD)', why: 'unknown' },
    { sddl: 'O:BAG:SYD:AI(A;;FA;;;BA)S:AI(ML;;NW;;;HI)', why: undefined },
    { sddl: 'access denied', why: 'unknown' },
  ])('$sddl: $why', ({ sddl, why }) => {
    expect(distrustOfSddl(sddl)).toBe(why);
  });
});
