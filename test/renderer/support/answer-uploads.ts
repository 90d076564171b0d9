import { SECTIONS } from '#contract/constants.ts';
import type { HistoryFilters, Section, UploadItem } from '#contract/uploads.ts';
import { sectionOf } from '../../../src-renderer/features/history/sections.ts';
import { upload } from './sample-uploads.ts';
import type { World } from './world.ts';

interface Page {
  readonly section?: Section | undefined;
  readonly filters: HistoryFilters;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A page as the ledger would give it: newest first, only rows before the last one seen. */
export function pageOf(
  world: World,
  { section, filters, before = Infinity, limit }: Page,
): readonly UploadItem[] {
  if (world.endless !== undefined) return endlessPage(Math.min(world.endless, before - 1), limit);
  return world.rows
    .filter((row) => row.id < before && matches(row, filters))
    .filter((row) => section === undefined || sectionOf(row) === section)
    .slice(0, limit);
}

export function countsOf(world: World, filters: HistoryFilters): Record<Section, number> {
  const rows = world.rows.filter((row) => matches(row, filters));
  const counts = SECTIONS.map((section) => [
    section,
    rows.filter((row) => sectionOf(row) === section).length,
  ]);
  return {
    ...(Object.fromEntries(counts) as Record<Section, number>),
    ...(world.endless === undefined ? {} : { delivered: world.endless }),
  };
}

function endlessPage(newest: number, limit: number): readonly UploadItem[] {
  const now = Date.now();
  return Array.from({ length: Math.min(limit, Math.max(0, newest)) }, (_, index) =>
    upload(newest - index, { queuedAt: now - (1_000_000 - newest + index) * 90_000 }),
  );
}

function matches(row: UploadItem, { search, portal, dialog, watch, from }: HistoryFilters): boolean {
  const words = `${row.name} ${row.folder} ${row.chatTitle}`.toLowerCase();
  return (
    (search === undefined || words.includes(search.toLowerCase())) &&
    (portal === undefined || row.portal === portal) &&
    (dialog === undefined || row.dialog === dialog) &&
    (watch === undefined || row.watch === watch) &&
    (from === undefined || row.queuedAt >= from)
  );
}
