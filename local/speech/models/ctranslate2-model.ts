/** One stored array of a CTranslate2 model. `type` is the library's DataType number: 0 is float32, 4 is float16. */
export interface StoredVariable {
  shape: number[];
  type: number;
  data: Buffer;
}

/** The variables of a CTranslate2 `model.bin`, by name, and the name of the specification they fit. */
export interface Ctranslate2Model {
  spec: string;
  variables: Map<string, StoredVariable>;
}

/**
 * Reads a CTranslate2 `model.bin` of binary version 4 to 6.
 *
 * Layout, little-endian, as CTranslate2's `python/ctranslate2/specs/model_spec.py` writes it: u32 version, string
 * spec, u32 revision, u32 count, then per variable a string name, u8 rank, u32 sizes, u8 type, u32 bytes and the
 * bytes; a string is a u16 length that counts a closing zero byte. Throws an Error named "ModelFormatError" where
 * the bytes do not fit that.
 */
export function readCtranslate2Model(bytes: Buffer): Ctranslate2Model {
  let at = 0;
  const need = (n: number): number => {
    const start = at;
    if (start + n > bytes.length) throw modelFormatError(`the model file ends inside a value, at byte ${start}`);
    at += n;
    return start;
  };
  const u8 = () => bytes.readUInt8(need(1));
  const u16 = () => bytes.readUInt16LE(need(2));
  const u32 = () => bytes.readUInt32LE(need(4));
  const text = () => {
    const length = u16();
    const start = need(length);
    return bytes.toString("utf8", start, start + Math.max(0, length - 1));
  };

  const version = u32();
  if (version < 4 || version > 6) throw modelFormatError(`CTranslate2 binary version ${version} is not 4, 5 or 6`);
  const spec = text();
  u32();
  const count = u32();
  const variables = new Map<string, StoredVariable>();
  for (let i = 0; i < count; i++) {
    const name = text();
    const rank = u8();
    const shape = Array.from({ length: rank }, u32);
    const type = u8();
    const length = u32();
    const start = need(length);
    variables.set(name, { shape, type, data: bytes.subarray(start, start + length) });
  }
  return { spec, variables };
}

/** An Error named "ModelFormatError": the weights are not of the form this code reads. */
export function modelFormatError(message: string): Error {
  const error = new Error(message);
  error.name = "ModelFormatError";
  return error;
}
