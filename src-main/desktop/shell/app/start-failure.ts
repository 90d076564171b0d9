import { app, dialog } from 'electron';
import { redact } from '#domain/redact.ts';
import { resolveLanguage } from './language.ts';
import { createLocalizer } from './localizer.ts';
import { log } from './log.ts';

/** Says why the program cannot start, in the log and in a dialog, and ends it with code 1. Settings are not read yet. */
export function failStart(thrown: unknown): void {
  log('error', 'the program could not start', { error: thrown });
  const { text } = createLocalizer(resolveLanguage('system', app.getLocale()));
  const reason = redact(thrown instanceof Error ? thrown.message : String(thrown));
  dialog.showErrorBox(text('start.failed'), text('start.failedMore', { reason }));
  app.exit(1);
}
