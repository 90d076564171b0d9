import { describe, expect, test } from 'vitest';
import type { PostRules } from '#config/engine-config.ts';
import { postUnderRules, refusedByRules } from '#engine/policy/post-rules.ts';
import type { FileToPost } from '#engine/ports.ts';

const RULES: PostRules = { forbiddenExtensions: ['exe', 'tar.gz'], dialogs: { office: ['chat5'] } };

const file = (name: string, dialog = 'chat5', portal = 'office'): FileToPost => ({
  target: { portal, bot: 'scanner', dialog },
  path: `/scans/${name}`,
  root: '/scans',
  name,
  caption: '',
  stamp: { dev: 1, size: 1, ino: 1, mtimeMs: 1, ctimeMs: 1 },
});

describe('the kind of a file', () => {
  test.each(['setup.exe', 'SETUP.EXE', 'setup.exe. ', 'a.pdf.exe', 'backup.tar.gz'])(
    '%s is refused',
    (name) => {
      expect(refusedByRules(RULES, { ...file(name).target, name })).toBe('file.not-allowed');
    },
  );

  test.each(['setup.exe.pdf', 'exe', 'report.pdf', 'backup.gz'])('%s is allowed', (name) => {
    expect(refusedByRules(RULES, { ...file(name).target, name })).toBeUndefined();
  });
});

test('a dialog that is not in the list of its portal is refused, others of other portals are not', () => {
  expect(refusedByRules(RULES, { name: 'a.pdf', portal: 'office', dialog: 'chat6' })).toBe(
    'file.not-allowed',
  );
  expect(refusedByRules(RULES, { name: 'a.pdf', portal: 'home', dialog: 'chat6' })).toBeUndefined();
});

test('what is refused never reaches the portal', async () => {
  const posted: string[] = [];
  const post = postUnderRules((one) => {
    posted.push(one.name);
    return Promise.resolve({
      type: 'posted',
      receipt: { messageId: 1, fileId: 1, chatId: 1, storedName: one.name, sha256: '' },
    });
  }, RULES);
  const none = new AbortController().signal;

  const refused = await post(file('setup.exe'), { onStart: () => undefined }, none);
  const allowed = await post(file('report.pdf'), { onStart: () => undefined }, none);

  expect(refused).toMatchObject({ type: 'failed', error: { code: 'file.not-allowed' }, sentBytes: 0 });
  expect(allowed.type).toBe('posted');
  expect(posted).toEqual(['report.pdf']);
});
