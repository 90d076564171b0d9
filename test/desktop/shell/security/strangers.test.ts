import { EventEmitter } from 'node:events';
import type { Session, WebContents, WebFrameMain } from 'electron';
import { expect, test, vi } from 'vitest';
import { guard } from '#desktop/shell/ipc/guard.ts';
import { createWindowRegistry } from '#desktop/shell/ipc/window-registry.ts';
import { denyPermissions, restrictNavigation } from '#desktop/shell/security/permission-denials.ts';

const HOME = 'app://chatdrop/window.html';

function frame(url: string, parent: WebFrameMain | null = null): WebFrameMain {
  const made: unknown = { url, parent };
  return made as WebFrameMain;
}

/** A window whose top frame shows the page. */
function window(mainFrame: WebFrameMain): WebContents {
  return Object.assign(new EventEmitter(), { mainFrame }) as unknown as WebContents;
}

test('point 17: the top frame of our own window is answered, and everybody else before the message is read', async () => {
  const known = createWindowRegistry();
  const top = frame(HOME);
  const ours = window(top);
  known.add(ours);
  const answer = vi.fn(() => Promise.resolve({ ok: true, value: 1 } as const));
  const guarded = guard(known, answer);
  const elsewhere = frame('https://evil.example/window.html');
  const navigated = window(elsewhere);
  known.add(navigated);

  for (const [who, sender, senderFrame] of [
    ['a frame that is gone', ours, null],
    ['a frame inside the page', ours, frame(HOME, top)],
    ['another top frame than the one of the window', ours, frame(HOME)],
    ['a window we did not make', window(top), top],
    ['a window of ours that shows a foreign page', navigated, elsewhere],
  ] as const) {
    const refused = await guarded({ sender, senderFrame }, { room: 'app', name: 'status' });
    expect(refused, who).toEqual({ ok: false, error: { code: 'internal' } });
  }
  expect(answer).not.toHaveBeenCalled();
  expect(await guarded({ sender: ours, senderFrame: top }, 'asked')).toEqual({ ok: true, value: 1 });
  expect(answer).toHaveBeenCalledExactlyOnceWith('asked');
});

test('point 17: a window that was destroyed is no longer ours', () => {
  const known = createWindowRegistry();
  const top = frame(HOME);
  const ours = window(top);
  known.add(ours);

  ours.emit('destroyed');

  expect(known.isOwnFrame(ours, top)).toBe(false);
  expect(known.all()).toEqual([]);
});

test('points 12, 13, 14: a page stays where it is, opens nothing and holds no web view', () => {
  let openWindow: unknown;
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: unknown) => (openWindow = handler),
  });
  restrictNavigation(contents as unknown as WebContents);
  const isStopped = (name: string, url: string) => {
    const preventDefault = vi.fn();
    contents.emit(name, { url, preventDefault });
    return preventDefault.mock.calls.length > 0;
  };

  expect((openWindow as () => unknown)()).toEqual({ action: 'deny' });
  expect(isStopped('will-attach-webview', HOME)).toBe(true);
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
    expect(isStopped(name, HOME), name).toBe(false);
    for (const url of ['https://evil.example/', 'file:///etc/passwd', 'about:blank', 'app://evil/x']) {
      expect(isStopped(name, url), `${name} ${url}`).toBe(true);
    }
  }
});

test('point 5: every permission is denied, asked for, looked up or for a device', () => {
  const handlers = new Map<string, (...args: unknown[]) => unknown>();
  const remember = (name: string) => (handler: (...args: unknown[]) => unknown) =>
    void handlers.set(name, handler);
  denyPermissions({
    setPermissionRequestHandler: remember('request'),
    setPermissionCheckHandler: remember('check'),
    setDevicePermissionHandler: remember('device'),
  } as unknown as Session);

  for (const permission of [
    'media',
    'geolocation',
    'notifications',
    'openExternal',
    'clipboard-read',
    'hid',
  ]) {
    const granted = vi.fn();
    handlers.get('request')?.({}, permission, granted);
    expect(granted, permission).toHaveBeenCalledExactlyOnceWith(false);
    expect(handlers.get('check')?.({}, permission, HOME), permission).toBe(false);
  }
  expect(handlers.get('device')?.({ deviceType: 'hid' })).toBe(false);
});
