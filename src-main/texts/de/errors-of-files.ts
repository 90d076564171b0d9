import type { ErrorTextsOf } from '../shape.ts';

export const bots: ErrorTextsOf<'bot'> = {
  'bot.token-missing': {
    what: 'das Token des Bots fehlt',
    next: 'übernehmen Sie den Bot noch einmal mit Token',
  },
  'bot.unknown': {
    what: 'das Portal kennt den Bot nicht',
    next: 'legen Sie einen neuen an oder übernehmen Sie einen anderen',
  },
  'bot.not-ours': {
    what: 'der Bot gehört zu einem anderen Token',
    next: 'prüfen Sie Nummer und Token',
  },
  'bot.taken': { what: 'der Code gehört zu einem fremden Bot', next: 'wählen Sie einen anderen Namen' },
  'bot.limit': {
    what: 'das Portal nimmt keine weiteren Bots dieser Anwendung',
    next: 'melden Sie einen ab, der nicht gebraucht wird',
  },
  'bot.refused': { what: 'das Portal erlaubt das dem Bot nicht', next: 'prüfen Sie, was verlangt wurde' },
};

export const dialogs: ErrorTextsOf<'dialog'> = {
  'dialog.access-denied': {
    what: 'der Bot darf in diesem Chat nicht posten',
    next: 'fügen Sie ihn hinzu, dann geht die Datei von selbst hinaus',
  },
  'dialog.unknown': {
    what: 'diesen Chat gibt es nicht',
    next: 'wählen Sie einen anderen',
  },
};

export const files: ErrorTextsOf<'file'> = {
  'file.empty': { what: 'die Datei ist leer', next: 'wird gesendet, sobald etwas darin steht' },
  'file.too-small': {
    what: 'die Datei liegt unter der Untergrenze des Ordners',
    next: 'sie bleibt im Ordner',
  },
  'file.too-large': { what: 'die Datei ist größer als erlaubt', next: 'sie bleibt im Ordner' },
  'file.not-allowed': {
    what: 'Ihr Administrator erlaubt solche Dateien nicht',
    next: 'sie bleibt im Ordner',
  },
  'file.content': { what: 'das Portal konnte den Inhalt nicht lesen', next: 'prüfen Sie die Datei' },
  'file.vanished': { what: 'die Datei ist weg', next: 'nichts wurde gesendet' },
  'file.changed': { what: 'die Datei wird noch geschrieben', next: 'wird gesendet, wenn sie zur Ruhe kommt' },
  'file.unreadable': { what: 'die Datei ist gesperrt oder nicht lesbar', next: 'wird erneut versucht' },
  'file.link': { what: 'eine Verknüpfung, keine Datei', next: 'Verknüpfungen werden nie gesendet' },
  'file.document': {
    what: 'ein Ordner, der ein einziges Dokument ist',
    next: 'seine Teile werden nie gesendet; sichern Sie ihn als eine Datei oder packen Sie ihn als ZIP',
  },
  'file.special': { what: 'keine gewöhnliche Datei', next: 'sie wird nie gesendet' },
  'file.outside': { what: 'die Datei liegt außerhalb des Ordners', next: 'sie wird nie gesendet' },
  'file.already-sent': {
    what: 'dieselbe Datei ist schon in diesem Chat',
    next: 'senden Sie sie trotzdem, wenn sie zweimal da sein soll',
  },
  'file.changed-after-delivery': {
    what: 'nach der Zustellung geändert',
    next: 'senden Sie sie trotzdem, um den neuen Inhalt zu posten',
  },
  'file.grown-after-delivery': {
    what: 'ist nach dem Senden weiter gewachsen',
    next: 'verlängern Sie die Ruhezeit und senden Sie sie trotzdem, um die ganze Datei zu posten',
  },
  'file.name-reused': {
    what: 'ein anderes Dokument unter bekanntem Namen oder eine neue Fassung: das ist nicht zu erkennen',
    next: 'senden Sie es, wenn es ein anderes Dokument ist, sonst brechen Sie es ab',
  },
  'file.old': {
    what: 'eine von vielen Dateien auf einmal, die älter sind als die Überwachung',
    next: 'senden Sie sie, wenn sie in den Chat sollen, sonst brechen Sie sie ab',
  },
  'file.change-ignored': {
    what: 'geändert, aber nie zuvor gesendet',
    next: 'senden Sie sie trotzdem, um sie zu posten, wie sie jetzt ist',
  },
};

export const after: ErrorTextsOf<'after'> = {
  'after.changed': { what: 'seit der Zustellung geändert', next: 'sie bleibt, wo sie ist' },
  'after.refused': {
    what: 'die zugestellte Datei darf nicht verschoben werden',
    next: 'wird stündlich versucht',
  },
  'after.other-drive': {
    what: 'der Ordner für Zugestelltes liegt auf einem anderen Laufwerk',
    next: 'sie bleibt, wo sie ist',
  },
};
