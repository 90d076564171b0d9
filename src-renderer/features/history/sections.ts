import type { Section, UploadItem } from '#contract/uploads.ts';

const SECTION_OF: Readonly<Record<UploadItem['state'], Section>> = {
  settling: 'in-progress',
  queued: 'in-progress',
  sending: 'in-progress',
  waiting: 'in-progress',
  verifying: 'in-progress',
  delivered: 'delivered',
  failed: 'needs-you',
  skipped: 'skipped',
  cancelled: 'skipped',
  removed: 'skipped',
};

export function sectionOf({ state }: Pick<UploadItem, 'state'>): Section {
  return SECTION_OF[state];
}
