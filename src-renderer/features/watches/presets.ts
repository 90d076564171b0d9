import type { WatchDraft } from '#contract/watches.ts';

export const PRESETS = ['plain', 'scanner', 'reports', 'screenshots', 'camera'] as const;
export type Preset = (typeof PRESETS)[number];

type Rules = Pick<WatchDraft, 'include' | 'quietSeconds' | 'changed' | 'perMinuteCap'>;

const PICTURES = ['*.png', '*.jpg', '*.jpeg', '*.webp', '*.heic'];
const PLAIN: Rules = { include: [], quietSeconds: undefined, changed: 'ignore', perMinuteCap: 0 };

/** What each preset sets; everything else of a draft stays as it is. */
export const PRESET_RULES: Readonly<Record<Preset, Rules>> = {
  plain: PLAIN,
  scanner: { ...PLAIN, include: ['*.pdf', '*.tif', '*.tiff'], quietSeconds: 60 },
  reports: {
    ...PLAIN,
    include: ['*.pdf', '*.doc', '*.docx', '*.xls', '*.xlsx', '*.ppt', '*.pptx', '*.csv'],
    changed: 'send',
  },
  screenshots: { ...PLAIN, include: PICTURES, quietSeconds: 1 },
  camera: { ...PLAIN, include: [...PICTURES, '*.mp4', '*.mov', '*.mkv'], perMinuteCap: 20 },
};

/** The preset a draft still follows; undefined once it was changed by hand. */
export function presetOf(draft: WatchDraft): Preset | undefined {
  return PRESETS.find((preset) =>
    Object.entries(PRESET_RULES[preset]).every(
      ([name, value]) => JSON.stringify(draft[name as keyof Rules]) === JSON.stringify(value),
    ),
  );
}

/** A watch nobody has filled in yet. */
export const BLANK: WatchDraft = {
  name: '',
  folder: '',
  portal: '',
  bot: '',
  dialog: '',
  recursive: true,
  ...PLAIN,
  exclude: [],
  hidden: 'send',
  sizeMin: 1,
  existing: 'new',
  repeats: 'same-name',
  caption: '',
  after: 'keep',
  mode: 'detect',
};
