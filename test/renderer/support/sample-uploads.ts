import type { UploadAction, UploadDetails, UploadItem } from '#contract/uploads.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const ACTIONS: Readonly<Record<UploadItem['state'], readonly UploadAction[]>> = {
  settling: ['cancel', 'show-in-folder'],
  queued: ['cancel', 'open-file', 'show-in-folder'],
  sending: ['cancel', 'open-file', 'show-in-folder'],
  waiting: ['retry', 'cancel', 'open-file', 'show-in-folder'],
  verifying: ['show-in-folder'],
  delivered: [
    'open-in-chat',
    'open-file',
    'show-in-folder',
    'send-again',
    'send-elsewhere',
    'remove-from-chat',
  ],
  failed: ['retry', 'cancel', 'open-file', 'show-in-folder', 'send-elsewhere'],
  skipped: ['send-anyway', 'open-file', 'show-in-folder'],
  cancelled: ['send-again', 'show-in-folder'],
  removed: ['send-again', 'send-elsewhere', 'open-file', 'show-in-folder'],
};

/** A row with everything a row has; `id` counts up with time. */
export function upload(id: number, given: Partial<UploadItem> = {}): UploadItem {
  const state = given.state ?? 'delivered';
  const queuedAt = given.queuedAt ?? Date.now() - 10 * MINUTE;
  return {
    id,
    name: `Rechnung ${4700 + id}.pdf`,
    folder: '~/Scans',
    watch: 'Scans',
    portal: 'office',
    bot: 'Scanner',
    dialog: 'chat5',
    chatTitle: 'Buchhaltung',
    size: 1_240_000,
    state,
    code: undefined,
    nextAt: undefined,
    queuedAt,
    deliveredAt: state === 'delivered' || state === 'removed' ? queuedAt + 8_000 : undefined,
    removedAt: state === 'removed' ? queuedAt + 20_000 : undefined,
    attempts: state === 'queued' ? 0 : 1,
    afterCode: undefined,
    actions: ACTIONS[state],
    ...given,
  };
}

/** One file, and before it twelve that a camera wrote within a minute. */
export function burst(): UploadItem[] {
  const at = Date.now() - 20 * MINUTE;
  const camera = { watch: 'Cameras', folder: '/srv/cameras', dialog: 'chat7', chatTitle: 'Lager West' };
  const pictures = Array.from({ length: 12 }, (_, index) =>
    upload(12 - index, {
      name: `Rampe ${12 - index}.jpg`,
      size: 3_100_000,
      queuedAt: at - index * 4_000,
      ...camera,
    }),
  );
  return [upload(13), ...pictures];
}

/** A day of an office: every state once, long names, other scripts. */
export function officeRows(): UploadItem[] {
  const now = Date.now();
  const yesterday = now - 24 * HOUR;
  const reports = { watch: 'Reports', folder: '~/Reports/2026-11' };
  const board = { dialog: 'chat9', chatTitle: 'Geschäftsführung' };
  const marina = { dialog: '17', chatTitle: 'Marina Ivanova' };
  return [
    upload(31, {
      name: 'Scan 2026-11-22 0931.tiff',
      size: 84_000_000,
      state: 'sending',
      queuedAt: now - 40_000,
    }),
    upload(30, {
      name: 'Gehaltsliste November.pdf',
      size: 412_000,
      state: 'failed',
      code: 'dialog.access-denied',
      queuedAt: now - 3 * MINUTE,
      actions: ['add-bot', 'retry', 'cancel', 'open-file', 'show-in-folder', 'send-elsewhere'],
      ...reports,
      ...board,
    }),
    upload(29, {
      name: 'Отчёт за ноябрь №5.xlsx',
      size: 96_000,
      state: 'settling',
      code: 'file.changed',
      nextAt: now + 5_000,
      queuedAt: now - 4 * MINUTE,
      ...reports,
      ...marina,
    }),
    upload(28, {
      name: 'Produktkatalog Frühjahr 2027 – Entwurf zur internen Abstimmung mit Vertrieb und Marketing_v7.pptx',
      size: 48_300_000,
      state: 'waiting',
      code: 'portal.rate-limited',
      nextAt: now + 13 * MINUTE,
      queuedAt: now - 6 * MINUTE,
    }),
    upload(27, { name: 'Lieferantenliste.csv', size: 18_400, state: 'queued', queuedAt: now - 7 * MINUTE }),
    upload(26, {
      name: 'Vertrag Nordlicht.docx',
      size: 204_000,
      state: 'verifying',
      code: 'network.unanswered',
      nextAt: now + MINUTE,
      queuedAt: now - 8 * MINUTE,
    }),
    upload(25, { name: 'Rechnung 4711.pdf', queuedAt: now - 12 * MINUTE }),
    upload(24, {
      name: 'Rampe 3 Kamera.jpg',
      size: 3_800_000,
      watch: 'Cameras',
      folder: '/srv/cameras',
      dialog: 'chat7',
      chatTitle: 'Lager West',
      queuedAt: now - 16 * MINUTE,
    }),
    upload(23, { name: 'تقرير المبيعات.pdf', size: 88_000, queuedAt: now - 25 * MINUTE, ...marina }),
    upload(22, {
      name: 'Übergabeprotokoll.pdf',
      state: 'failed',
      code: 'delivery.undecided',
      queuedAt: now - 30 * MINUTE,
      actions: ['confirm', 'retry', 'open-in-chat', 'open-file', 'show-in-folder'],
    }),
    upload(21, { name: 'Lieferschein 88213.pdf', size: 640_000, queuedAt: yesterday }),
    upload(20, {
      name: 'Sicherung komplett.zip',
      size: 2_100_000_000,
      state: 'skipped',
      code: 'file.too-large',
      queuedAt: yesterday - HOUR,
      ...reports,
      ...board,
    }),
    upload(19, {
      name: 'Bildschirmfoto 2026-11-21.png',
      size: 312_000,
      watch: undefined,
      folder: '~/Bilder',
      queuedAt: yesterday - 2 * HOUR,
      ...marina,
    }),
    upload(18, {
      name: 'Rechnung 4709.pdf',
      state: 'skipped',
      code: 'file.already-sent',
      queuedAt: yesterday - 3 * HOUR,
    }),
    upload(17, { name: 'Notizen.txt', size: 2_100, state: 'cancelled', queuedAt: yesterday - 4 * HOUR }),
  ];
}

export function detailsOf(row: UploadItem): UploadDetails {
  const startedAt = row.queuedAt + 2_000;
  const isOver = row.state === 'delivered' || row.state === 'failed' || row.state === 'verifying';
  return {
    ...row,
    path: `/home/anna/${row.folder.replace('~/', '')}/${row.name}`,
    sentName: row.state === 'delivered' ? row.name : undefined,
    caption: row.state === 'delivered' ? `${row.name}, Scanner 2. Etage` : '',
    sha256:
      row.state === 'delivered'
        ? '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'
        : undefined,
    messageId: row.state === 'delivered' ? 88_213 : undefined,
    removedBy: row.state === 'removed' ? 'window' : undefined,
    fileId: row.state === 'delivered' ? 5_417 : undefined,
    after: undefined,
    attemptList: isOver
      ? [
          {
            startedAt,
            endedAt: startedAt + 6_000,
            outcome: row.state,
            code: row.code,
            origin: row.code === 'dialog.access-denied' ? 'ACCESS_DENIED' : undefined,
            sentBytes: row.size,
          },
        ]
      : [],
  };
}
