import { expect, test } from 'vitest';
import { findMatchingMessage, type PostedFile } from '#domain/match-message.ts';

const BOT = 456;

const message = (messageId: number, name: string, size = 10, authorId = BOT): PostedFile => ({
  messageId,
  authorId,
  file: { fileId: messageId * 10, name, size },
});

const sought = (name: string, claimed: number[] = []) => ({
  botId: BOT,
  name,
  size: 10,
  isClaimed: ({ messageId }: PostedFile) => claimed.includes(messageId),
});

test.each([
  ['report.pdf', 'report.pdf'],
  ['report.pdf', 'report (1).pdf'],
  ['report (1).pdf', 'report (1) (2).pdf'],
  ['a?b*c|d.txt', 'a_b_c_d.txt'],
  ['й.txt', 'и\u0306.txt'],
  ['noextension', 'noextension (3)'],
])('%s is found although the Drive stored it as %s', (asked, stored) => {
  expect(findMatchingMessage([message(1, stored)], sought(asked))?.messageId).toBe(1);
});

test.each([
  ['another name', message(1, 'other.pdf')],
  ['another size', message(1, 'report.pdf', 11)],
  ['another author', message(1, 'report.pdf', 10, 7)],
  ['no file', { ...message(1, 'report.pdf'), file: undefined }],
])('a message with %s is not ours', (_, found) => {
  expect(findMatchingMessage([found], sought('report.pdf'))).toBeUndefined();
});

test('the same file sent twice on purpose is told apart by what is already claimed', () => {
  const messages = [message(1, 'report.pdf'), message(2, 'report (1).pdf')];

  expect(findMatchingMessage(messages, sought('report.pdf', [1]))?.messageId).toBe(2);
  expect(findMatchingMessage(messages, sought('report.pdf', [1, 2]))).toBeUndefined();
});
