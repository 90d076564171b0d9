interface ImportMetaEnv {
  /** True while the pages come from Vite's own server. */
  readonly DEV: boolean;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
