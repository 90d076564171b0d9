interface ImportMetaEnv {
  /** True while the pages come from Vite's own server. */
  readonly DEV: boolean;
  /** What Vite, or a test run, was started for. */
  readonly MODE: string;
}

interface ImportMeta {
  readonly env: ImportMetaEnv;
}
