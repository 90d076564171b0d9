import { expect, test } from 'vitest';
import type { Hold } from '#domain/hold.ts';
import { portalStateFrom } from '#desktop/services/portals/portal-state.ts';

const hold = (rest: Partial<Hold>): Hold => ({
  portal: 'office',
  bot: undefined,
  dialog: undefined,
  code: 'portal.credentials',
  until: undefined,
  ...rest,
});

test('a portal that has moved names the host it points to', () => {
  const holds = [hold({ code: 'portal.moved', host: 'new.example' })];

  expect(portalStateFrom('office', holds)).toEqual({
    type: 'needs-you',
    code: 'portal.moved',
    host: 'new.example',
  });
});

test('a chat or a bot that needs somebody leaves the portal in order', () => {
  const holds = [hold({ dialog: 'chat5' }), hold({ bot: 'scanner' }), hold({ portal: 'branch' })];

  expect(portalStateFrom('office', holds)).toEqual({ type: 'ok' });
});

test('a portal that asks to slow down is limited, one that cannot be reached is offline', () => {
  expect(portalStateFrom('office', [hold({ code: 'portal.rate-limited', until: 9 })])).toEqual({
    type: 'limited',
    until: 9,
  });
  expect(portalStateFrom('office', [hold({ code: 'network.offline', until: 9 })])).toEqual({
    type: 'offline',
    nextAt: 9,
  });
});
