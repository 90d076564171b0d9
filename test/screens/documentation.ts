/** What the screens of the documentation show, in the English and in the Russian guide. */
const IN_GUIDES = [
  'setup-verdicts',
  'popover-working',
  'history-detail',
  'watch-editor',
  'portals-verdicts',
  'settings',
];

/** Screens that README and guides show: `docs/images/<scene>-<variant>.png`. */
export const DOCUMENTED: ReadonlySet<string> = new Set([
  ...IN_GUIDES.flatMap((scene) => [`${scene}-light`, `${scene}-ru`]),
  'popover-drag-valid-dark',
  'history-chart-dark',
  'portals-verdicts-dark',
]);
