/** A dialog as people name it, brought to the form the API takes. */
export type DialogId =
  | {
      readonly ok: true;
      /** `chat5`, `5` or `sg7`. */
      readonly id: string;
      readonly kind: 'chat' | 'person' | 'workgroup' | 'crm';
      /** The bot methods promise only chats and people; the others work today, undocumented (reference 1.1). */
      readonly isPromised: boolean;
    }
  | { readonly ok: false; readonly problem: 'empty' | 'not-a-dialog' };

const MAX_ID = Number.MAX_SAFE_INTEGER;

/** Reads `chat5`, `5`, `sg7`, `crm|DEAL|3`, or the address of a chat in the browser. */
export function parseDialogId(typed: string): DialogId {
  const text = typed.trim();
  if (text === '') return { ok: false, problem: 'empty' };
  const fromAddress = /[?&]IM_DIALOG=([^&#]+)/i.exec(text)?.[1];
  return read((fromAddress ?? text).replace('%7C', '|'));
}

/** The chat's number of `chat5`; undefined for every other form. */
export function chatIdOf(dialogId: string): number | undefined {
  const digits = /^chat(\d+)$/i.exec(dialogId)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function read(text: string): DialogId {
  const [, prefix = '', digits = ''] = /^(chat|sg)?(\d+)$/i.exec(text) ?? [];
  const number = Number(digits);
  if (digits !== '' && number > 0 && number <= MAX_ID) {
    if (prefix === '') return { ok: true, id: String(number), kind: 'person', isPromised: true };
    if (prefix.toLowerCase() === 'chat')
      return { ok: true, id: `chat${number}`, kind: 'chat', isPromised: true };
    return { ok: true, id: `sg${number}`, kind: 'workgroup', isPromised: false };
  }
  const crm = /^crm\|([A-Za-z_]+)\|(\d+)$/i.exec(text);
  if (crm !== null) {
    const [, entity = '', entityId = ''] = crm;
    return { ok: true, id: `crm|${entity.toUpperCase()}|${entityId}`, kind: 'crm', isPromised: false };
  }
  return { ok: false, problem: 'not-a-dialog' };
}
