import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { standInElectron } from './stand-in-electron.ts';

interface PackageFile {
  readonly devDependencies: Readonly<Record<'electron', string>>;
}

/** 7-Zip, which electron-builder takes for archives; it fetches its own where there is none. */
export const sevenZip = ['7zz', '7za', '7z']
  .map((name) => spawnSync('which', [name], { encoding: 'utf8' }).stdout.trim())
  .find((path) => path !== '');

/** The feed that is named for these packages; none is asked. */
export const FEED = 'https://example.com/updates';

export function packFolder(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'chatdrop-packed-'));
}

/** Runs electron-builder for real, on a stand-in for Electron, and resolves to the folder with what it made. */
export function pack(folder: string, system: 'linux' | 'win', targets: readonly string[]): string {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as PackageFile;
  const output = join(folder, system);
  const settings = {
    electronDist: standInElectron(join(folder, `electron-${system}`), devDependencies.electron, system),
    'directories.output': output,
    'extraMetadata.homepage': 'https://example.com',
    'publish.provider': 'generic',
    'publish.url': FEED,
  };
  const overrides = Object.entries(settings).map(([key, value]) => `-c.${key}=${value}`);
  const builder = ['node_modules/electron-builder/cli.js', `--${system}`, ...targets, '--x64'];
  execFileSync(process.execPath, [...builder, '--publish', 'never', ...overrides], {
    env: {
      ...process.env,
      PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
      CUSTOM_FPM_PATH: resolve('test/packaged/stand-in-fpm.ts'),
      ...(sevenZip === undefined ? {} : { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
    },
    stdio: 'pipe',
  });
  return output;
}

/** Every fuse of a packed program by its name, true where it is on. */
export async function fusesOf(binary: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = await getCurrentFuseWire(binary);
  const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));
  return Object.fromEntries(
    names.map((name) => [name, wire[FuseV1Options[name as keyof typeof FuseV1Options]] === FuseState.ENABLE]),
  );
}

/** No way in but the program's own archive. */
export const WANTED_FUSES = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};
