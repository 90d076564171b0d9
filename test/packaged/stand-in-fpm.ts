#!/usr/bin/env node
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// Plays fpm, which builds deb packages and is written in Ruby: what it is told to pack it lays out in a folder
// `<package>.content` instead, as it would lie on the machine. electron-builder runs it as CUSTOM_FPM_PATH.

const args = process.argv.slice(2);
const target = args[args.indexOf('--package') + 1] ?? '';
const content = `${target}.content`;

for (const mapping of args.slice(args.indexOf('--license') + 2)) {
  const [from = '', to = ''] = mapping.split('=');
  mkdirSync(dirname(join(content, to)), { recursive: true });
  cpSync(from, join(content, to), { recursive: true });
}
writeFileSync(target, args.join('\n'));
