/**
 * Values on their way between page and host as text, with what JSON leaves out: `undefined`, numbers beyond JSON,
 * bytes. Runs in the page too, so that it uses nothing from outside itself.
 */
export function makeCodec() {
  const base64 = (bytes: Uint8Array) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    }
    return btoa(text);
  };
  const pack = (value: unknown): unknown => {
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'number' && !Number.isFinite(value)) return { $: 'number', text: String(value) };
    if (value instanceof Uint8Array) return { $: 'bytes', text: base64(value) };
    if (Array.isArray(value)) return value.map(pack);
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pack(inner)]));
    }
    if (typeof value === 'function' || typeof value === 'symbol') {
      throw new Error('An object could not be cloned.');
    }
    return value;
  };
  const unpack = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(unpack);
    if (typeof value !== 'object' || value === null) return value;
    const { $: kind, text } = value as { $?: string; text?: string };
    if (kind === 'undefined') return undefined;
    if (kind === 'number') return Number(text);
    if (kind === 'bytes') return Uint8Array.from(atob(text ?? ''), (char) => char.charCodeAt(0));
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unpack(inner)]));
  };
  return {
    encode: (value: unknown) => JSON.stringify(pack(value)),
    decode: (text: string) => unpack(JSON.parse(text)),
  };
}
