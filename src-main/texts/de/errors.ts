import type { ErrorTexts } from '../shape.ts';
import { after, bots, dialogs, files } from './errors-of-files.ts';

/** What people read about every failure; see `ErrorTexts`. */
export const errors: ErrorTexts = {
  'network.offline': {
    what: 'das Portal ist nicht erreichbar',
    next: 'geht von selbst weiter, sobald das Netz zurück ist',
  },
  'network.refused': { what: 'das Portal nimmt keine Verbindungen an', next: 'wird erneut versucht' },
  'network.tls': {
    what: 'dem Zertifikat des Portals wird nicht vertraut',
    next: 'prüfen Sie seine Adresse und die Zertifikate dieses Computers',
  },
  'network.proxy': {
    what: 'der Proxy lehnt die Verbindung ab',
    next: 'prüfen Sie Adresse, Benutzername und Kennwort',
  },
  'network.interrupted': { what: 'die Verbindung brach beim Senden ab', next: 'wird von vorn gesendet' },
  'network.unanswered': {
    what: 'die Antwort des Portals kam nicht an',
    next: 'vor dem nächsten Senden wird im Chat nachgesehen',
  },
  'network.damaged': { what: 'die Übertragung kam beschädigt beim Portal an', next: 'wird erneut gesendet' },
  'portal.rate-limited': { what: 'das Portal bittet um langsameres Senden', next: 'geht von selbst weiter' },
  'portal.method-limited': {
    what: 'das Portal hat vorerst genug angenommen',
    next: 'geht zur genannten Zeit weiter',
  },
  'portal.overloaded': {
    what: 'das Portal sperrt wegen Überlast',
    next: 'fragen Sie dessen Support; versucht wird es stündlich',
  },
  'portal.internal': {
    what: 'im Portal ist etwas ausgefallen',
    next: 'vor dem nächsten Senden wird im Chat nachgesehen',
  },
  'portal.not-answering': { what: 'das Portal gab keine brauchbare Antwort', next: 'wird erneut versucht' },
  'portal.auth-server': {
    what: 'das Portal erreicht seinen Anmeldeserver nicht',
    next: 'geht von selbst weiter',
  },
  'portal.unfinished': {
    what: 'das Portal arbeitet noch an derselben Nachricht',
    next: 'wird erneut versucht',
  },
  'portal.busy': { what: 'das Portal ist beschäftigt', next: 'wird erneut versucht' },
  'portal.token-expired': { what: 'der Zugangsschlüssel ist abgelaufen', next: 'ein neuer wird geholt' },
  'portal.sign-in-again': {
    what: 'das Portal kennt diese Anmeldung nicht mehr',
    next: 'melden Sie sich erneut an, dann geht alles Wartende hinaus',
  },
  'portal.credentials': {
    what: 'das Portal lehnt den Webhook ab',
    next: 'er wurde gelöscht, ist abgelaufen oder sein Benutzer ist weg: fügen Sie einen neuen ein, dann geht alles Wartende hinaus',
  },
  'portal.scope': {
    what: 'eine Berechtigung fehlt',
    next: 'geben Sie dem Webhook oder der App das Recht imbot',
  },
  'portal.not-allowed': {
    what: 'das Portal erlaubt es diesem Benutzer nicht',
    next: 'fragen Sie dessen Administrator',
  },
  'portal.plan': { what: 'REST gehört nicht zum Tarif des Portals', next: 'fragen Sie dessen Administrator' },
  'portal.closed': {
    what: 'das Portal gibt es nicht mehr',
    next: 'entfernen Sie es hier',
  },
  'portal.moved': {
    what: 'das Portal hat jetzt eine andere Adresse',
    next: 'prüfen Sie sie und machen Sie dort weiter',
  },
  'portal.too-old': {
    what: 'das Portal kennt keine Bots der Version 2',
    next: 'es muss aktualisiert werden',
  },
  'portal.https-required': { what: 'das Portal besteht auf https', next: 'berichtigen Sie seine Adresse' },
  'portal.body-limit': {
    what: 'die Datei ist größer, als der Server des Portals annimmt',
    next: 'senken Sie die Grenze des Portals oder fragen Sie dessen Administrator',
  },
  'drive.folder': {
    what: 'das Portal konnte den Ordner des Chats nicht öffnen',
    next: 'wird noch einige Male versucht',
  },
  'drive.storage': {
    what: 'das Portal konnte die Datei nicht ablegen',
    next: 'wird noch einige Male versucht',
  },
  'drive.send-failed': {
    what: 'die Datei wurde abgelegt, aber nicht gepostet',
    next: 'wird noch einige Male versucht',
  },
  'message.none': { what: 'es gibt keine Nachricht zum Entfernen', next: 'sehen Sie im Chat nach' },
  'message.gone': { what: 'sie war nicht mehr im Chat', next: 'es ist nichts mehr zu tun' },
  'message.not-removed': {
    what: 'das Portal behält die Nachricht',
    next: 'entfernen Sie sie selbst im Chat oder fragen Sie einen Administrator des Chats',
  },
  'delivery.undecided': {
    what: 'ob sie ankam, ist von hier nicht zu sehen',
    next: 'sehen Sie im Chat nach und sagen Sie, ob sie da ist',
  },
  'delivery.lookalike': {
    what: 'eine andere Datei gleichen Namens und gleicher Größe kam vielleicht an',
    next: 'geht von selbst weiter, wenn das klar ist',
  },
  'delivery.paused': {
    what: 'pausiert',
    next: 'geht weiter, wenn Sie fortsetzen',
  },
  'delivery.closed': { what: 'außerhalb der Arbeitszeit', next: 'geht von selbst weiter, wenn sie beginnt' },
  'delivery.capped': {
    what: 'der Ordner hat gesendet, was er je Minute darf',
    next: 'geht von selbst weiter',
  },
  'request.refused': {
    what: 'das Portal hat die Datei abgelehnt',
    next: 'seine Antwort steht in den Einzelheiten',
  },
  'ledger.full': {
    what: 'der Datenträger mit dem Verlauf ist voll',
    next: 'nichts wird gesendet, bis es festgehalten werden kann',
  },
  'ledger.damaged': {
    what: 'der Verlauf war beschädigt und wurde beiseitegelegt',
    next: 'ein neuer hat begonnen, nichts wurde doppelt gesendet',
  },
  'ledger.unsuited': {
    what: 'dieses Laufwerk kann den Verlauf nicht aufnehmen',
    next: 'wählen Sie einen beschreibbaren Ordner auf einem lokalen Datenträger',
  },
  'ledger.too-new': {
    what: 'den Verlauf hat eine neuere Version geschrieben',
    next: 'aktualisieren Sie Chatdrop',
  },
  'ledger.in-use': {
    what: 'ein anderes Chatdrop nutzt diesen Datenordner',
    next: 'beenden Sie es zuerst',
  },
  'write.failed': {
    what: 'das Speichern ist fehlgeschlagen',
    next: 'schaffen Sie Platz auf dem Datenträger oder prüfen Sie die Rechte; der vorherige Stand ist unverändert',
  },
  'folder.missing': { what: 'der Ordner ist nicht da', next: 'er wird immer wieder gesucht' },
  'folder.redirected': {
    what: 'der Ordner führt jetzt an einen anderen Ort',
    next: 'stellen Sie ihn wieder her oder tragen Sie den neuen Ort als Ordner ein; was dort schon liegt, wird nicht gesendet',
  },
  'drive.unresponsive': {
    what: 'das Laufwerk antwortet nicht',
    next: 'es wird wieder gefragt, sobald es antwortet',
  },
  'folder.forbidden': {
    what: 'dieser Ordner wird nie überwacht',
    next: 'wählen Sie einen, in dem nur Dateien zum Senden liegen',
  },
  'watcher.exhausted': {
    what: 'das System hat keinen Platz für weitere überwachte Ordner',
    next: 'Dateien werden durch Auflisten gefunden, etwas später',
  },
  'config.invalid': { what: 'die Konfiguration ist ungültig', next: 'berichtigen Sie sie' },
  'policy.forbidden': {
    what: 'die Regeln dieses Computers erlauben es nicht',
    next: 'fragen Sie seinen Administrator',
  },
  'secret.missing': {
    what: 'ein Geheimnis fehlt',
    next: 'geben Sie es erneut ein',
  },
  'secret.readable': {
    what: 'andere dürfen eine Datei mit Geheimnissen lesen',
    next: 'machen Sie sie nur für den Besitzer lesbar (chmod 600)',
  },
  internal: {
    what: 'Chatdrop ist hieran gescheitert',
    next: 'nichts ging verloren, versuchen Sie es noch einmal',
  },
  ...bots,
  ...dialogs,
  ...files,
  ...after,
};
