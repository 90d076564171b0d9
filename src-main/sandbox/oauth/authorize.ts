import type { Host } from '../server/host.ts';
import { redirect } from '../server/reply.ts';
import type { Reply } from '../server/reply.ts';
import { fullName } from '../store/dialogs.ts';
import type { App } from '../store/records.ts';
import { html } from '../page/html.ts';
import { document } from '../page/document.ts';

/** The page on which a user lets an app in. */
export function askUser(host: Host, params: URLSearchParams): Reply {
  const app = installedApp(host, params);
  if (app === undefined) return unknownApp();
  const user = host.store.get('user', host.store.identity.webhookUserId);
  const kept = ['client_id', 'state', 'redirect_uri'].map(
    (name) => html`<input type="hidden" name="${name}" value="${params.get(name) ?? ''}" />`,
  );
  return document({
    title: 'Allow access',
    body: html`<main class="card">
      <h1>Allow access?</h1>
      <p>
        <b>${app.id}</b> wants to act on this portal as <b>${user === undefined ? '' : fullName(user)}</b>.
      </p>
      <p class="muted">It may use: ${app.scopes.join(', ')}</p>
      <form method="post" action="/oauth/authorize/">
        ${kept}
        <button name="answer" value="allow">Allow</button>
        <button name="answer" value="deny" class="quiet">Deny</button>
      </form>
    </main>`,
  });
}

/** What follows the user's answer: the way back to the app, or the code to copy. */
export function takeAnswer(host: Host, params: URLSearchParams): Reply {
  const app = installedApp(host, params);
  if (app === undefined) return unknownApp();
  if (params.get('answer') !== 'allow') {
    return document({
      status: 403,
      title: 'Access denied',
      body: html`<main class="card"><h1>Access denied</h1></main>`,
    });
  }
  const { store, settings, now, codes, origin } = host;
  const code = codes.issue(app.id, store.identity.webhookUserId, now() + settings().codeSeconds * 1000);
  const target = redirectTarget(app, params.get('redirect_uri') ?? '', settings().acceptsRedirectUri);
  if (target === undefined) {
    return document({
      title: 'Your code',
      body: html`<main class="card">
        <h1>Copy this code</h1>
        <p><code id="code">${code}</code></p>
        <p class="muted">It is good for ${settings().codeSeconds} seconds.</p>
      </main>`,
    });
  }
  const { host: domain } = new URL(origin());
  const answer = {
    code,
    state: params.get('state') ?? '',
    domain,
    member_id: store.identity.memberId,
    scope: app.scopes.join(','),
    server_domain: domain,
  };
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  return redirect(target.href);
}

/** Only `https` and this machine's own listeners: anything else would hand the code to strangers. */
function redirectTarget(app: App, passed: string, acceptsPassed: boolean): URL | undefined {
  const text = acceptsPassed && passed !== '' ? passed : app.redirectUri;
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback) ? url : undefined;
}

function installedApp({ store }: Host, params: URLSearchParams): App | undefined {
  const app = store.get('app', params.get('client_id') ?? '');
  return app?.isInstalled === true ? app : undefined;
}

/** A failed authorization shows a page; nothing goes back to the app (reference 4.2). */
function unknownApp(): Reply {
  return document({
    status: 404,
    title: 'Application not found',
    body: html`<main class="card">
      <h1>Application not found</h1>
      <p>It is not installed on this portal.</p>
    </main>`,
  });
}
