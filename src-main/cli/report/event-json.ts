import type { EngineEvent } from '#engine/events.ts';
import { reasonOf } from '../wording.ts';
import { toRecord } from './record.ts';

/** One event as a line for scripts: an object with `time`, `type` and what belongs to it. */
export function eventJson(event: EngineEvent, now: number): string {
  return JSON.stringify({ time: new Date(now).toISOString(), type: event.type, ...factsOf(event) });
}

function factsOf(event: EngineEvent): object {
  switch (event.type) {
    case 'upload':
      return toRecord(event.row);
    case 'after':
      return {
        ...toRecord(event.row),
        after: event.row.afterState ?? null,
        afterReason: event.row.afterCode === undefined ? null : reasonOf(event.row.afterCode),
        movedTo: event.row.movedTo ?? null,
      };
    case 'duplicateSender': {
      const { noticedAt, ...duplicateSender } = event.duplicateSender;
      return { ...duplicateSender, noticedAt: new Date(noticedAt).toISOString() };
    }
    case 'progress':
      return { id: event.id, sentBytes: event.sentBytes, bytesPerSecond: Math.round(event.bytesPerSecond) };
    case 'settling':
      return { watch: event.watch, count: event.count };
    case 'watch':
      return {
        watch: event.watch,
        state: event.state.type,
        ...('code' in event.state ? { code: event.state.code } : {}),
        ...('place' in event.state ? { place: event.state.place } : {}),
      };
    case 'hold': {
      const { until, ...hold } = event.hold;
      const goesOnAt = until === undefined ? null : new Date(until).toISOString();
      return { ...hold, reason: reasonOf(hold.code, hold.host), until: goesOnAt, over: event.over };
    }
    case 'pause': {
      const { watch, until } = event.pause;
      const goesOnAt = until === undefined ? null : new Date(until).toISOString();
      return { watch: watch ?? null, until: goesOnAt, over: event.over };
    }
    case 'ledger':
      return { code: event.code ?? null, reason: event.code === undefined ? null : reasonOf(event.code) };
  }
}
