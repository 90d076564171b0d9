import type { Translation } from '../shape.ts';
import type { updates as english } from '../en/updates.ts';

export const updates: Translation<typeof english> = {
  'updates.off': 'Ausgeschaltet. Nach neuen Versionen wird nicht gesucht.',
  'updates.elsewhere':
    'Diese Ausgabe ersetzt sich nicht selbst: Eine neue Version kommt auf dem Weg, auf dem diese kam, über die Paketverwaltung, als Archiv oder durch die Administration.',
  'updates.checking': 'Eine neuere Version wird gesucht…',
  'updates.never': 'Nach einer neueren Version wurde noch nicht gesucht.',
  'updates.current': 'Das ist die neueste Version. Nachgesehen um {time}.',
  'updates.available': 'Es gibt Version {version}.',
  'updates.downloading': 'Version {version} wird geholt: {percent} %',
  'updates.ready': 'Version {version} ist bereit. Sie wird beim Beenden eingerichtet, oder jetzt.',
  'updates.waiting': 'Version {version} wird eingerichtet, sobald nichts mehr gesendet wird',
  'updates.refused': 'Version {version} wurde verworfen: Die Datei ist nicht die ihres Herausgebers.',
  'updates.failed': 'Nach einer neueren Version konnte nicht gesucht werden. Nächster Versuch um {time}.',
  'updates.check': 'Jetzt nachsehen',
  'updates.download': 'Holen',
  'updates.restart': 'Neu starten und aktualisieren',
};
