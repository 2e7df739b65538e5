import { modelFormatError } from "./ctranslate2-model.ts";

const byteOfCharacter = new Map<string, number>();
for (let byte = 0, shifted = 256; byte < 256; byte++) {
  const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  byteOfCharacter.set(String.fromCodePoint(isPrintable ? byte : shifted++), byte);
}

/**
 * The bytes that a token of a GPT-2 style vocabulary stands for. Such vocabularies write each byte as one printable
 * character (`bytes_to_unicode` in OpenAI's GPT-2 `encoder.py`): "Ġ" is a space. Throws "ModelFormatError" for others.
 */
export function tokenBytes(token: string): Buffer {
  return Buffer.from(
    Array.from(token, (character) => {
      const byte = byteOfCharacter.get(character);
      if (byte === undefined)
        throw modelFormatError(`the token ${JSON.stringify(token)} is not made of byte characters`);
      return byte;
    }),
  );
}
