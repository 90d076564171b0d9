import { openTokenStore } from '#bitrix24/oauth/token-store.ts';
import { sessionOf } from './oauth-fixture.ts';
import { connect } from './portal-fixture.ts';

/**
 * A second process with the tokens in argv[3]: asks the sandbox argv[2] for the profile and prints its id. With
 * `crash` as argv[4] it dies between receiving new tokens and storing them.
 */
const [, , url = '', path = '', crash] = process.argv;
const opened = openTokenStore(path);
const store =
  crash === 'crash' ? { ...opened, save: () => void process.kill(process.pid, 'SIGKILL') } : opened;
const client = connect(url, { access: sessionOf({ url }, store), userId: undefined });
const profile = await client.rest.call('profile', {}, { signal: new AbortController().signal });
console.log((profile as { ID: string }).ID);
client.close();
store.close();
