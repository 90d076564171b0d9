import type { Call, Methods } from './method.ts';
import { refuse } from './refusal.ts';
import { portalTime } from './shapes.ts';

/** Methods that need no scope. */
export const basicMethods: Methods = {
  profile: { run: profile },
  scope: { run: ({ caller }) => caller.scopes },
  'server.time': { run: ({ now }) => portalTime(now()) },
  'app.info': { run: appInfo },
};

function profile({ store, caller }: Call): object {
  const user = store.get('user', caller.userId);
  if (user === undefined) throw refuse('INVALID_CREDENTIALS');
  return {
    ID: String(user.id),
    ADMIN: user.id === store.identity.webhookUserId,
    NAME: user.name,
    LAST_NAME: user.lastName,
    PERSONAL_GENDER: '',
    TIME_ZONE: '',
  };
}

function appInfo({ store, caller }: Call): object {
  const app = caller.clientId === undefined ? undefined : store.get('app', caller.clientId);
  if (app === undefined) throw refuse('ACCESS_DENIED', 'Application context required');
  return { ID: 1, CODE: app.id, VERSION: 1, STATUS: 'L', INSTALLED: app.isInstalled, LICENSE: 'com_std' };
}
