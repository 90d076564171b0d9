import type { Translation } from '../shape.ts';
import type { watches as english } from '../en/watches.ts';

export const watches: Translation<typeof english> = {
  'watches.add': 'Ordner hinzufügen',
  'watches.empty': 'Kein Ordner wird überwacht',
  'watches.emptyNext': 'Jede neue Datei eines überwachten Ordners geht an seinen Chat, einmal und ganz.',
  'watches.needPortal': 'Zuerst ein Portal verbinden',
  'watches.waiting': '{count, plural, =0 {nichts wartet} one {# wartet} other {# warten}}',
  'watches.noFile': 'Noch keine Datei',
  'watches.edit': 'Bearbeiten',
  'watches.openFolder': 'Ordner öffnen',
  'watches.actions': 'Aktionen für {name}',
  'watches.saved': '{name} wird überwacht',
  'watch.starting': 'Der Ordner wird zum ersten Mal angesehen',
  'watch.watching': 'Überwacht',
  'watch.scanning': 'Durch Auflisten geprüft',
  'watch.absent': 'Der Ordner ist nicht da, nächster Blick {time}',
  'watch.locked': 'Von Ihrem Administrator festgelegt',
  'watch.duplicateSender': 'Ein anderer Computer sendet dieselben Dateien: {name}, {time}',
  'watch.duplicateSenderSeen': 'Ist geklärt',
  'watch.stopped': 'Angehalten',
  'watch.paused': 'Pausiert',
  'watch.pausedUntil': 'Pausiert, weiter {time}',
  'watches.removeTitle': '{name} nicht mehr überwachen?',
  'watches.removeBody':
    'Die Dateien im Ordner bleiben. {count, plural, =0 {Nichts wartet aufs Senden.} one {# Datei wartet noch aufs Senden.} other {# Dateien warten noch aufs Senden.}}',
  'watches.removeSend': 'Nicht mehr überwachen, Wartendes senden',
  'watches.removeCancel': 'Nicht mehr überwachen, Wartendes abbrechen',
  'watches.removeAction': 'Nicht mehr überwachen',
};
