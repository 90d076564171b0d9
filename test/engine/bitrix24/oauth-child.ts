import { openTokenStore } from '#engine/bitrix24/oauth/token-store.ts';
import { sessionOf } from './oauth-fixture.ts';
import { connect } from './portal-fixture.ts';

/** A second process with the same tokens: asks the sandbox argv[2] for the profile and prints its id. */
const [, , url = '', path = ''] = process.argv;
const store = openTokenStore(path);
const client = connect(url, { access: sessionOf({ url }, store), userId: undefined });
const profile = await client.rest.call('profile', {}, { signal: new AbortController().signal });
console.log((profile as { ID: string }).ID);
client.close();
store.close();
