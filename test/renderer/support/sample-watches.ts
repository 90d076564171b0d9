import type { WatchDraft, WatchItem, WatchPreview } from '#contract/watches.ts';

export function draft(given: Partial<WatchDraft> = {}): WatchDraft {
  return {
    name: 'Scans',
    folder: '/home/anna/Scans',
    portal: 'office',
    bot: 'Scanner',
    dialog: 'chat5',
    recursive: true,
    include: ['*.pdf', '*.tif', '*.tiff'],
    exclude: [],
    hidden: 'send',
    sizeMin: 1,
    existing: 'new',
    quietSeconds: 60,
    changed: 'ignore',
    repeats: 'same-name',
    caption: '{name}, {date}',
    after: { move: 'Sent/{yyyy}-{mm}' },
    mode: 'detect',
    perMinuteCap: 0,
    ...given,
  };
}

export function watch(given: Partial<WatchItem> = {}): WatchItem {
  return {
    ...draft(),
    chatTitle: 'Buchhaltung',
    state: { type: 'watching' },
    pausedUntil: undefined,
    waiting: 0,
    lastFile: { name: 'Rechnung 4711.pdf', at: Date.now() - 12 * 60_000 },
    duplicateSender: undefined,
    isLocked: false,
    ...given,
  };
}

export function officeWatches(): WatchItem[] {
  const now = Date.now();
  return [
    watch({ waiting: 2 }),
    watch({
      name: 'Reports',
      folder: '//nas/firma/Berichte/2026',
      chatTitle: 'Geschäftsführung',
      state: { type: 'scanning', code: undefined },
      lastFile: {
        name: 'Produktkatalog Frühjahr 2027 – Entwurf zur internen Abstimmung_v7.pptx',
        at: now - 3_600_000,
      },
    }),
    watch({
      name: 'Cameras',
      folder: '/srv/cameras',
      chatTitle: 'Lager West',
      state: { type: 'absent', code: 'folder.missing', nextLookAt: now + 120_000 },
      waiting: 11,
    }),
    watch({
      name: 'Screenshots',
      folder: '/home/anna/Bilder/Screenshots',
      chatTitle: 'Marina Ivanova',
      pausedUntil: Infinity,
      lastFile: undefined,
    }),
  ];
}

export const PREVIEW: WatchPreview = {
  matches: [
    { name: 'Rechnung 4712.pdf', size: 1_240_000, caption: 'Rechnung 4712.pdf, 22.11.2026' },
    { name: 'Scan 2026-11-22 0931.tiff', size: 84_000_000, caption: 'Scan 2026-11-22 0931.tiff, 22.11.2026' },
    { name: 'Übergabeprotokoll.pdf', size: 88_000, caption: 'Übergabeprotokoll.pdf, 22.11.2026' },
  ],
  matchCount: 37,
  matchBytes: 412_000_000,
  others: [
    { name: '~$Vertrag.docx', reason: 'junk', pattern: '~$*' },
    { name: 'Notizen.txt', reason: 'include', pattern: undefined },
  ],
  drive: 'local',
};
