import type { Pause } from '#domain/pause.ts';
import type { WatchState } from '#domain/watch.ts';
import type { EngineEvent, Hold } from '#engine/events.ts';
import type { UploadRow } from '#engine/store/uploads/rows.ts';
import { visible } from '#domain/visible.ts';
import { formatClock, formatMoment } from '../format.ts';
import { reasonOf } from '../wording.ts';
import { stateWords, wayOf } from './upload-words.ts';

/** One event as a line for people; `undefined` for what would only be noise there. */
export function eventLine(event: EngineEvent, now: number): string | undefined {
  const words = eventWords(event);
  return words === undefined ? undefined : `${formatClock(now)}  ${words}`;
}

function eventWords(event: EngineEvent): string | undefined {
  switch (event.type) {
    case 'upload':
      return `${wayOf(event.row)}  ${stateWords(event.row)}`;
    case 'after':
      return `${visible(event.row.name)}  ${afterWords(event.row)}`;
    case 'duplicateSender':
      return `dialog ${visible(event.duplicateSender.dialog)}  another computer posts the same files: ${visible(event.duplicateSender.name)} (let only one watch the folder)`;
    case 'watch':
      if (event.state.type === 'stopped') return undefined; // the end of the run says it
      return `watch ${visible(event.watch)}  ${watchWords(event.state)}`;
    case 'hold':
      return event.over ? `${holdName(event.hold)}  goes on` : holdLine(event.hold);
    case 'pause':
      return `${pauseName(event.pause)}  ${event.over ? 'goes on' : pauseWords(event.pause)}`;
    case 'ledger':
      return `history  ${event.code === undefined ? 'can be written again' : reasonOf(event.code)}`;
    case 'progress':
    case 'settling':
      return undefined;
  }
}

function watchWords(state: WatchState): string {
  switch (state.type) {
    case 'starting':
      return 'first look at the folder';
    case 'watching':
      return 'watching';
    case 'scanning':
      return state.code === undefined ? 'files are found by listing the folder' : reasonOf(state.code);
    case 'absent':
      return `${reasonOf(state.code)} (${formatClock(state.nextLookAt)})`;
    case 'unrecorded':
    case 'refused':
      return reasonOf(state.code);
    case 'stopped':
      return 'stopped';
  }
}

/** What stands still and why: `portal office  limited until 14:02:11: the portal asks to slow down: …`. */
export function holdLine(hold: Hold): string {
  return `${holdName(hold)}  ${holdWords(hold)}`;
}

function holdName({ portal, bot, dialog }: Hold): string {
  if (dialog !== undefined) return `dialog ${visible(dialog)} on ${visible(portal)}`;
  return bot === undefined ? `portal ${visible(portal)}` : `bot ${visible(bot)} on ${visible(portal)}`;
}

function afterWords({ afterState, afterCode, movedTo }: UploadRow): string {
  if (afterCode !== undefined) return reasonOf(afterCode);
  if (movedTo !== undefined) return `moved to ${visible(movedTo)}`;
  return afterState === 'trashed' ? 'moved to the recycle bin' : 'stays in the folder';
}

function pauseName({ watch }: Pause): string {
  return watch === undefined ? 'everything' : `watch ${visible(watch)}`;
}

/** `paused`, or with its end: `paused until 14:02:11`. */
export function pauseWords({ until }: Pause): string {
  return until === undefined ? 'paused' : `paused until ${formatMoment(until)}`;
}

function holdWords({ code, until, host }: Hold): string {
  const reason = reasonOf(code, host);
  if (until === undefined) return `needs you: ${reason}`;
  const isLimit = code === 'portal.rate-limited' || code === 'portal.method-limited';
  return isLimit
    ? `limited until ${formatClock(until)}: ${reason}`
    : `waits: ${reason} (${formatClock(until)})`;
}
