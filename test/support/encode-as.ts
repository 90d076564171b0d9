/** The text in a legacy encoding of one byte for each character; throws for a character that it lacks. */
export function encodeAs(encoding: string, text: string): Buffer {
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  );
  return Buffer.from(
    Array.from(text, (char) => {
      const byte = bytes.get(char);
      if (byte === undefined) throw new RangeError(`${encoding} lacks ${char}`);
      return byte;
    }),
  );
}
