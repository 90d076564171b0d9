import { expect, test } from 'vitest';

import { chatIdOf, parseDialogId } from '#domain/dialog-id.ts';

test.each([
  ['chat5', 'chat5', 'chat', true],
  [' Chat5 ', 'chat5', 'chat', true],
  ['chat005', 'chat5', 'chat', true],
  ['5', '5', 'person', true],
  ['sg7', 'sg7', 'workgroup', false],
  ['SG7', 'sg7', 'workgroup', false],
  ['crm|deal|3', 'crm|DEAL|3', 'crm', false],
  ['https://portal.example/online/?IM_DIALOG=chat5', 'chat5', 'chat', true],
  ['https://portal.example/online/?x=1&IM_DIALOG=12&IM_MESSAGE=3', '12', 'person', true],
])('%s is the dialog %s', (typed, id, kind, isPromised) => {
  expect(parseDialogId(typed)).toEqual({ ok: true, id, kind, isPromised });
});

test.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['general', 'not-a-dialog'],
  ['chat', 'not-a-dialog'],
  ['chat0', 'not-a-dialog'],
  ['0', 'not-a-dialog'],
  ['-5', 'not-a-dialog'],
  ['chat5x', 'not-a-dialog'],
  ['5 6', 'not-a-dialog'],
  ['99999999999999999999', 'not-a-dialog'],
])('%j is no dialog: %s', (typed, problem) => {
  expect(parseDialogId(typed)).toEqual({ ok: false, problem });
});

test('only a chat has a chat’s number', () => {
  expect(['chat5', 'CHAT5', '5', 'sg5'].map(chatIdOf)).toEqual([5, 5, undefined, undefined]);
});
