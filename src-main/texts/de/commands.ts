import type { CommandTexts } from '../shape.ts';

/** What to do about a failure where there is only a terminal. */
export const commands: CommandTexts = {
  'portal.sign-in-again': 'ausführen: chatdrop login --portal NAME',
  'portal.credentials':
    'er wurde gelöscht, ist abgelaufen oder sein Benutzer ist weg: legen Sie einen neuen an und tragen Sie ihn in die Konfiguration ein',
  'portal.closed': 'entfernen Sie es aus der Konfiguration',
  'portal.moved':
    'ist sie wirklich Ihre, tragen Sie sie statt der alten in die Konfiguration ein und starten Sie chatdrop neu',
  'portal.body-limit': 'senken Sie maxFileBytes oder fragen Sie dessen Administrator',
  'delivery.undecided':
    'sehen Sie im Chat nach: ist sie da, chatdrop confirm mit ihrer Nummer, sonst chatdrop retry',
  'delivery.paused': 'zum Fortsetzen: chatdrop resume',
  'ledger.damaged':
    'starten Sie neu, um einen neuen zu beginnen; Dateien, die in den Ordnern liegen, gelten als gesendet',
  'bot.taken': 'wählen Sie einen anderen Code',
  'request.refused': 'seine eigenen Worte stehen im Protokoll von chatdrop run',
  'ledger.in-use': 'beenden Sie es zuerst oder nennen Sie mit --data einen anderen Ordner',
  'secret.missing': 'setzen Sie die Umgebungsvariable oder die Datei, aus der es gelesen wird',
  internal: 'nichts ging verloren; chatdrop retry mit ihrer Nummer',
  'bot.token-missing': 'tragen Sie botToken in die Konfiguration ein',
  'bot.unknown': 'prüfen Sie botId',
  'bot.not-ours': 'prüfen Sie botId und botToken',
  'dialog.access-denied': 'fügen Sie ihn dem Chat hinzu, dann: chatdrop retry --all',
  'dialog.unknown': 'prüfen Sie den Chat in der Konfiguration',
  'file.already-sent': 'zum erneuten Senden: chatdrop retry mit ihrer Nummer',
  'file.changed-after-delivery': 'um den neuen Inhalt zu senden: chatdrop retry mit ihrer Nummer',
  'file.grown-after-delivery':
    'erhöhen Sie quietSeconds; um die ganze Datei zu senden: chatdrop retry mit ihrer Nummer',
  'file.name-reused': 'wenn es ein anderes Dokument ist: chatdrop retry mit seiner Nummer',
  'ledger.unsuited': 'nennen Sie einen Ordner auf einem lokalen Datenträger: --data oder dataDir',
  'file.old':
    'wenn sie in den Chat sollen: chatdrop approve mit dem Namen des Ordners; um keine zu senden: --none',
  'file.change-ignored': 'um sie zu senden, wie sie jetzt ist: chatdrop retry mit ihrer Nummer',
};
