import type { Translation } from '../shape.ts';
import type { setup as english } from '../en/setup.ts';

export const setup: Translation<typeof english> = {
  'setup.title': 'Erste Schritte',
  'setup.intro': 'Drei Minuten; jeder Schritt lässt sich verlassen und wieder aufnehmen.',
  'setup.portal': 'Portal verbinden',
  'setup.bot': 'Einen Bot geben',
  'setup.botHint': 'Der Bot postet die Dateien. Sein Name steht bei jeder von ihnen.',
  'setup.chat': 'Chat wählen',
  'setup.chatHint': 'Dorthin gehen die Dateien des ersten Ordners. Eine Testnachricht zeigt, dass es geht.',
  'setup.folder': 'Ordner wählen',
  'setup.proof': 'Sehen, dass es geht',
  'setup.proofHint': 'Legen Sie eine Datei in {folder}. Sie erscheint hier und in {chat}.',
  'setup.proofWaiting': 'Die erste Datei wird erwartet…',
  'setup.proofDone': 'Es geht: {name} ist in {chat}.',
  'setup.autostart': 'Mit dem System starten?',
  'setup.autostartHint': 'Verborgen im Infobereich, damit keine Datei auf Sie warten muss.',
  'setup.autostartYes': 'Ja, verborgen starten',
  'setup.autostartNo': 'Jetzt nicht',
  'setup.done': 'Alles bereit',
  'setup.doneHint': 'Dateien gehen ab jetzt von selbst hinaus. Das Fenster kann zu.',
  'setup.finish': 'Verlauf zeigen',
  'setup.skipStep': 'Schritt überspringen',
  'setup.stepOf': 'Schritt {step} von {count}',
  'setup.stepDone': 'erledigt',
};
