/** The sandbox's dress: the colours of the product, light and dark. */
export const STYLE = `
:root {
  --page: #f6f7f7; --panel: #ffffff; --line: #e3e7e7; --text: #182022; --muted: #5d6b6e;
  --accent: #0a6e78; --on-accent: #ffffff; --soft: #e2f1f1; --own: #eef6f6; --badge: #eef1f1;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121718; --panel: #181f20; --line: #2a3536; --text: #e8eeee; --muted: #9db0b2;
    --accent: #57c4c9; --on-accent: #0d2224; --soft: #17383b; --own: #1b2b2d; --badge: #232d2e;
  }
}
* { box-sizing: border-box; }
html, body { height: 100%; margin: 0; }
body {
  background: var(--page); color: var(--text);
  font: 14px/1.45 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif;
}
a { color: inherit; text-decoration: none; }
a:focus-visible, button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 16px; font-weight: 600; margin: 0; }
.muted { color: var(--muted); font-size: 12px; }
.portal { display: grid; grid-template: minmax(0, 1fr) / 272px minmax(0, 1fr); height: 100%; }
.side { background: var(--page); border-right: 1px solid var(--line); padding: 16px 12px; overflow-y: auto; }
.mark { display: flex; align-items: center; gap: 10px; padding: 0 8px 16px; font-weight: 600; }
.mark svg { width: 22px; height: 22px; color: var(--accent); flex: none; }
.chats { display: grid; gap: 2px; }
.chats a { display: grid; grid-template-columns: 36px minmax(0, 1fr) auto; gap: 2px 10px; align-items: center;
  padding: 8px; border-radius: 10px; }
.chats a:hover { background: var(--badge); }
.chats a[aria-current] { background: var(--soft); }
.chats .avatar { grid-row: span 2; }
.chats b, .chats span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.chats b { font-weight: 570; }
.chats .last { grid-column: 2 / 4; }
.avatar { width: 36px; height: 36px; border-radius: 50%; display: grid; place-items: center; flex: none;
  color: #fff; font-size: 12px; font-weight: 600; letter-spacing: .02em; object-fit: cover; }
.tone-0 { background: #0a6e78; } .tone-1 { background: #7a4fa3; } .tone-2 { background: #b5541c; }
.tone-3 { background: #3a6ea5; } .tone-4 { background: #8a5a00; } .tone-5 { background: #a83a63; }
.room { display: grid; grid-template-rows: auto minmax(0, 1fr); background: var(--panel); min-width: 0; }
.head { display: flex; align-items: center; gap: 12px; padding: 12px 24px; border-bottom: 1px solid var(--line); }
.scroll { display: flex; flex-direction: column-reverse; overflow-y: auto; }
.talk { padding: 8px 24px 24px; margin: 0 auto auto; width: 100%; max-width: 820px; display: grid; gap: 4px; }
.day { justify-self: center; margin: 16px 0 8px; padding: 2px 12px; border-radius: 14px; background: var(--badge);
  color: var(--muted); font-size: 12px; }
.earlier { justify-self: center; color: var(--accent); padding: 12px; }
.message { display: grid; grid-template-columns: 36px minmax(0, 1fr); gap: 12px; margin-top: 8px; }
.message.follows { margin-top: 0; }
.bubble { justify-self: start; max-width: min(100%, 560px); border: 1px solid var(--line); border-radius: 14px;
  background: var(--own); padding: 10px 14px; min-width: 0; }
.bubble:has(.file) { max-width: min(100%, 470px); }
.by { display: flex; gap: 12px; align-items: baseline; margin-bottom: 4px; }
.by b { font-weight: 600; color: var(--accent); }
.by i { align-self: center; margin-left: -6px; padding: 0 6px; border-radius: 6px; background: var(--badge); color: var(--muted);
  font-size: 11px; font-style: normal; }
.person .bubble { background: none; }
.when { margin-left: auto; }
.gutter { padding-top: 10px; text-align: center; font-size: 11px; }
time { font-variant-numeric: tabular-nums; }
.bubble p { margin: 8px 0 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.bubble p:first-child { margin-top: 0; }
.gone p { color: var(--muted); font-style: italic; }
.file { display: grid; grid-template-columns: 44px minmax(0, 1fr) auto; gap: 0 12px; align-items: center;
  background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: 8px 12px 8px 8px; width: 440px;
  max-width: 100%; }
.file:hover { border-color: var(--accent); }
.file + .file, .preview + .file { margin-top: 8px; }
.badge { grid-row: span 2; width: 44px; height: 44px; border-radius: 8px; display: grid; place-items: center;
  background: var(--badge); color: var(--muted); font-size: 11px; font-weight: 700; letter-spacing: .03em; }
.badge.sheet { background: #dff1e6; color: #1f6a44; } .badge.page { background: #fbe3e0; color: #a3271f; }
.badge.image { background: var(--soft); color: var(--accent); } .badge.text { background: #e1eaf6; color: #2f5c8d; }
.file .name { display: flex; font-weight: 570; min-width: 0; white-space: pre; }
.file .stem { overflow: hidden; text-overflow: ellipsis; }
.file .ext { flex: none; }
.file .size { color: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; grid-column: 2; }
.file svg { grid-column: 3; grid-row: 1 / 3; width: 18px; height: 18px; color: var(--muted); }
.file:hover svg { color: var(--accent); }
.preview { display: block; max-width: min(100%, 440px); max-height: 260px; border-radius: 10px; border: 1px solid var(--line); }
.empty { margin: auto; text-align: center; padding: 48px 24px; color: var(--muted); }
.empty svg { width: 40px; height: 40px; color: var(--accent); opacity: .6; }
.card { width: min(420px, calc(100% - 32px)); margin: 12vh auto 0; padding: 28px; background: var(--panel);
  border: 1px solid var(--line); border-radius: 14px; }
.card h1 { font-size: 20px; }
.card form { display: flex; gap: 8px; margin-top: 20px; }
.card button { font: inherit; font-weight: 600; padding: 9px 18px; border-radius: 10px; border: 1px solid var(--accent);
  background: var(--accent); color: var(--on-accent); cursor: pointer; }
.card button.quiet { background: none; color: inherit; border-color: var(--line); }
.card code { overflow-wrap: anywhere; font-size: 15px; }
@media (prefers-color-scheme: dark) {
  .badge.sheet { background: #1c3a2a; color: #7fd3a5; } .badge.page { background: #452220; color: #ff9d94; }
  .badge.text { background: #1e2f44; color: #8fbbec; }
}
@media (max-width: 700px) {
  .portal { grid-template: auto minmax(0, 1fr) / minmax(0, 1fr); }
  .side { border-right: 0; border-bottom: 1px solid var(--line); padding: 8px; }
  .mark { display: none; }
  .chats { grid-auto-flow: column; grid-auto-columns: minmax(150px, 1fr); overflow-x: auto; }
  .chats .last, .chats time { display: none; }
  .chats a { grid-template-columns: 36px minmax(0, 1fr); }
  .chats b { grid-row: span 2; }
  .head { padding: 10px 16px; }
  .talk { padding: 8px 12px 16px; }
}
`;
