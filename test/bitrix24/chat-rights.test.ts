import { expect, test } from 'vitest';
import { dialogState, isMember } from '#bitrix24/chat/dialogs.ts';
import { answerJson } from '#test/support/script-server.ts';
import { connect } from './portal-fixture.ts';
import { portal } from './post-fixture.ts';
import { BOT, going } from './sandbox-portal.ts';

test.each([
  ['a member of a chat', 'member', { manageMessages: 'member' }, true, true],
  ['the owner of a read-only chat', 'owner', { manageMessages: 'manager' }, true, true],
  ['a member of a read-only chat', 'member', { manageMessages: 'manager' }, true, false],
  ['a subscriber of a channel', 'member', { canPost: 'owner', manageMessages: 'member' }, true, false],
  ['a manager of a channel', 'manager', { canPost: 'manager' }, true, true],
  ['a visitor of an open chat', 'guest', { manageMessages: 'member' }, false, false],
  ['a chat in which nobody posts', 'owner', { canPost: 'none' }, true, false],
  ['a portal that names no role', undefined, { manageMessages: 'member' }, true, undefined],
  ['a portal that names no permission', 'member', undefined, true, undefined],
])('%s', async (_, role, permissions, member, mayPost) => {
  // The text field is for people; a bot posts without it (fact 8).
  const chat = { id: 5, dialogId: 'chat5', name: 'Chat', textFieldEnabled: false, role, permissions };
  const server = await portal((_seen, response) => answerJson(response, { result: { chat } }));
  const { rest } = connect(server.origin);

  await expect(isMember(rest, BOT, 'chat5', going)).resolves.toBe(member);
  await expect(dialogState(rest, BOT, 'chat5', going)).resolves.toMatchObject({ mayPost });
});
