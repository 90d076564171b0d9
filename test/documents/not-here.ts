/** A command that is shown and not run as it stands, with what comes nearest to it. */
interface NotHere {
  readonly why: string;
  /** `file: words that stand in it`; for what is run line by line elsewhere, the test that does. */
  readonly nearest: string;
}

const RUNS_THIS = 'runs this very test, among others';
const NO_BINARY = 'downloads Electron, or needs it';
const NO_SYSTEMD = 'needs a systemd that runs the service';
const NO_DOCKER = 'needs a Docker that runs';
const OTHER_SYSTEM = 'is of another system';
const INSTALLS = 'would change this machine';

const SERVER = 'test/package/server-guide.test.ts: the server of the guide, set up line by line, delivers';
const CONTAINER =
  'test/package/container.test.ts: the container of the guide, built and run line by line, delivers';
const SERVICE = 'test/package/windows-service.test.ts: what the recipe for Windows starts delivers';
const NAMES = 'test/documents/package-names.test.ts: every package that a document names is made';
const DEB = 'test/packaged/packages.check.ts: the deb package';

const RUN_ON_SERVER = `systemd-run --pipe --wait --uid=chatdrop -p LoadCredential=webhook:/etc/chatdrop/webhook \
-p LoadCredential=bot-token:/etc/chatdrop/bot-token \
chatdrop history --config /etc/chatdrop/chatdrop.json --data /var/lib/chatdrop`;
const RUN_CONTAINER = `docker run --detach --init --read-only --cap-drop ALL --stop-timeout 40 \
--env-file /etc/chatdrop/secrets.env \
--mount type=bind,src=/etc/chatdrop/chatdrop.json,dst=/etc/chatdrop/chatdrop.json,readonly \
--mount type=bind,src=/srv/scans,dst=/srv/scans,readonly \
--mount type=volume,src=chatdrop,dst=/var/lib/chatdrop \
chatdrop`;

/** Commands of documents that no test can run as they stand. */
export const NOT_HERE: ReadonlyMap<string, NotHere> = new Map([
  ...['npm run check:electron', 'npm run check:electron -- test/e2e/start-and-end.test.ts'].map(
    (command): [string, NotHere] => [
      command,
      { why: NO_BINARY, nearest: '.github/workflows/ci.yml: run: npm run --silent check:electron' },
    ],
  ),
  [
    'node test/electron-host/start.ts FOLDER',
    { why: 'starts a program for good', nearest: 'test/e2e/stand-in-app.ts: start.ts' },
  ],
  ['npm ci', { why: 'fetches everything again', nearest: '.ci/run: npm ci --no-audit --no-fund' }],
  ['npm pack', { why: 'builds once more', nearest: CONTAINER }],
  [
    'node src-main/cli/config/write-json-schema.ts',
    {
      why: 'writes a committed file',
      nearest: 'test/cli/json-schema.test.ts: run `node src-main/cli/config/write-json-schema.ts`',
    },
  ],
  ['npm run format', { why: 'writes every file', nearest: 'package.json: "format"' }],
  ['npm run test:fast', { why: 'runs a part of the tests', nearest: 'package.json: "test:fast"' }],
  [
    'node test/screens/draw-chat.ts',
    { why: 'draws for a minute', nearest: 'test/documents/guides.test.ts: every picture is one' },
  ],
  [
    'chatdrop remove ID',
    { why: 'names no upload', nearest: 'test/cli/remove.test.ts: a removed file leaves the chat' },
  ],
  ['npm test', { why: RUNS_THIS, nearest: '.github/workflows/ci.yml: run: npm test' }],
  [
    'npm run check:package',
    { why: 'packs for minutes', nearest: '.github/workflows/release.yml: run: npm run check:package' },
  ],
  [
    'node assets/packaging/collect-licences.ts',
    {
      why: 'builds the windows for half a minute',
      nearest: 'test/desktop/built/licences.test.ts: the licences that are shown are those',
    },
  ],
  [
    'node assets/packaging/write-sbom.ts',
    {
      why: 'needs an installation of its own',
      nearest: 'test/package/sbom.test.ts: assets/packaging/write-sbom.ts',
    },
  ],
  [
    'node test/bench/plot.ts',
    { why: 'measures for half a minute', nearest: 'docs/performance.md: node test/bench/plot.ts' },
  ],
  [
    'npm run soak -- --minutes 30',
    { why: 'breaks things for half an hour', nearest: 'test/crash/kill.test.ts: killed two hundred times' },
  ],
  [
    'node test/screens/draw.ts --readme',
    {
      why: 'draws for a minute',
      nearest: 'test/documents/guides.test.ts: every picture is one that `test/screens` draws',
    },
  ],
  [
    'npm run build',
    {
      why: 'builds the windows for half a minute',
      nearest: "test/support/build-desktop.ts: 'electron-vite', 'build'",
    },
  ],
  ['npx vitest run --project desktop', { why: RUNS_THIS, nearest: "vitest.config.ts: name: 'desktop'" }],
  [
    'npx install-electron',
    { why: NO_BINARY, nearest: '.github/workflows/ci.yml: run: npx install-electron' },
  ],
  [
    'npm start',
    {
      why: NO_BINARY,
      nearest: 'test/e2e/first-window.test.ts: on new data the window begins with the first steps',
    },
  ],
  ['kill -9', { why: 'names no process', nearest: 'test/crash/kill.test.ts: killed two hundred times' }],
  [
    'gh attestation verify Chatdrop-0.1.0-linux-x64.tar.gz --repo OWNER/REPOSITORY',
    { why: 'asks GitHub', nearest: '.github/workflows/release.yml: dist/packages/*.tar.gz' },
  ],
  [
    'git ls-remote https://github.com/actions/checkout v5.0.0',
    {
      why: 'asks GitHub',
      nearest: 'test/project/workflows.test.ts: takes every action by the hash of its commit',
    },
  ],
  [
    'npx @electron/fuses read --app …',
    {
      why: NO_BINARY,
      nearest: 'test/packaged/packed-app.check.ts: every fuse of the binary is set as it should be',
    },
  ],
  ['npm install --global chatdrop-0.1.0.tgz', { why: INSTALLS, nearest: SERVER }],
  [
    'useradd --system --home-dir /var/lib/chatdrop --shell /usr/sbin/nologin chatdrop',
    { why: INSTALLS, nearest: SERVER },
  ],
  ['install -d -m 0755 /etc/chatdrop', { why: INSTALLS, nearest: SERVER }],
  ['install -m 0600 /dev/stdin /etc/chatdrop/webhook', { why: INSTALLS, nearest: SERVER }],
  ['install -m 0600 /dev/stdin /etc/chatdrop/bot-token', { why: INSTALLS, nearest: SERVER }],
  [
    'cp "$(npm root --global)/chatdrop/assets/headless/chatdrop.service" /etc/systemd/system/',
    { why: INSTALLS, nearest: SERVER },
  ],
  ['systemctl daemon-reload', { why: NO_SYSTEMD, nearest: SERVER }],
  ['systemctl enable --now chatdrop', { why: NO_SYSTEMD, nearest: SERVER }],
  [RUN_ON_SERVER, { why: NO_SYSTEMD, nearest: SERVER }],
  [
    'systemctl edit chatdrop',
    { why: 'opens an editor', nearest: 'docs/release.md: `chatdrop.service` under systemd' },
  ],
  ['systemctl stop', { why: NO_SYSTEMD, nearest: SERVER }],
  [
    'journalctl -u chatdrop',
    { why: NO_SYSTEMD, nearest: 'docs/release.md: `journalctl -u chatdrop` has no secret' },
  ],
  ['docker build -f assets/headless/Dockerfile -t chatdrop .', { why: NO_DOCKER, nearest: CONTAINER }],
  [RUN_CONTAINER, { why: NO_DOCKER, nearest: CONTAINER }],
  ['docker run', { why: NO_DOCKER, nearest: CONTAINER }],
  [
    String.raw`npm install --global --prefix "C:\Program Files\Chatdrop" chatdrop-0.1.0.tgz`,
    { why: OTHER_SYSTEM, nearest: SERVICE },
  ],
  [String.raw`mkdir C:\ProgramData\Chatdrop\data`, { why: OTHER_SYSTEM, nearest: SERVICE }],
  [
    String.raw`icacls C:\ProgramData\Chatdrop /inheritance:r /grant:r *S-1-5-32-544:(OI)(CI)F *S-1-5-18:(OI)(CI)F *S-1-5-19:(OI)(CI)R`,
    { why: OTHER_SYSTEM, nearest: SERVICE },
  ],
  [
    String.raw`icacls C:\ProgramData\Chatdrop\data /grant:r *S-1-5-19:(OI)(CI)M`,
    { why: OTHER_SYSTEM, nearest: SERVICE },
  ],
  ['chatdrop-service.exe install', { why: OTHER_SYSTEM, nearest: SERVICE }],
  ['chatdrop-service.exe start', { why: OTHER_SYSTEM, nearest: SERVICE }],
  ['Chatdrop-…-win-setup.exe /S /currentuser', { why: OTHER_SYSTEM, nearest: NAMES }],
  [
    '"Uninstall Chatdrop.exe" /S /currentuser',
    { why: OTHER_SYSTEM, nearest: 'docs/release.md: uninstall with `/S` keeps the settings' },
  ],
  [
    'setup.exe /S /currentuser',
    { why: OTHER_SYSTEM, nearest: 'docs/release.md: uninstall with `/S` keeps the settings' },
  ],
  ['apt-get install -y ./Chatdrop-…-linux-amd64.deb', { why: INSTALLS, nearest: DEB }],
  ['apt install ./…', { why: INSTALLS, nearest: DEB }],
  [
    'spctl --assess --verbose=2 Chatdrop.app',
    { why: OTHER_SYSTEM, nearest: '.github/workflows/release.yml: MAC_CERTIFICATE' },
  ],
]);
