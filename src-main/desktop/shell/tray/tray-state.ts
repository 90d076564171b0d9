import { APP_STATES, type AppState, type AppStatus } from '#contract/app.ts';
import type { Localizer } from '../app/localizer.ts';

/** The worst of several states. */
export function worst(states: readonly AppState[]): AppState {
  return APP_STATES.find((state) => states.includes(state)) ?? 'ok';
}

/** The figures that determine the state. */
export type Situation = Omit<AppStatus, 'state'> & { readonly offline: boolean };

/** The state of the icon. Files that need the user rank above a missing network. */
export function appStateOf(situation: Situation): AppState {
  return worst([
    ...(situation.code === undefined ? [] : (['error'] as const)),
    ...(situation.needsYou > 0 ? (['needs-you'] as const) : []),
    ...(situation.offline ? (['offline'] as const) : []),
    ...(situation.pausedUntil === undefined ? [] : (['paused'] as const)),
    ...(situation.sending > 0 ? (['working'] as const) : []),
  ]);
}

/** "Sending 2 files": the first line of the menu. */
export function headline(status: AppStatus, localizer: Localizer): string {
  switch (status.state) {
    case 'error':
      return localizer.text('status.error');
    case 'needs-you':
      return localizer.text('status.needsYou', { count: status.needsYou });
    case 'offline':
      return localizer.text('status.offline');
    case 'paused':
      return localizer.text('status.paused');
    case 'working':
      return localizer.text('status.sending', { count: status.sending });
    case 'ok':
      if (status.waiting > 0) return localizer.text('status.waiting', { count: status.waiting });
      return localizer.text('status.watched', { count: status.watches });
  }
}

/** "Chatdrop: 3 waiting, 1 needs you, last 14:02". */
export function tooltip({ waiting, needsYou, lastDeliveredAt }: AppStatus, localizer: Localizer): string {
  const text =
    lastDeliveredAt === undefined
      ? localizer.text('tray.tooltip', { waiting, needsYou })
      : localizer.text('tray.tooltipLast', { waiting, needsYou, time: localizer.time(lastDeliveredAt) });
  return `Chatdrop: ${text}`;
}
