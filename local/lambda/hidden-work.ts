import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import zlib from "node:zlib";

type AnyFunction = (...values: unknown[]) => unknown;

/** Work in Node's other threads of which its event loop shows nothing (`process.getActiveResourcesInfo`): told by a promise ... */
const promising: readonly [object, readonly string[]][] = [
  [Object(Reflect.get(globalThis, "WebAssembly")), ["compile", "instantiate"]],
  [
    crypto.webcrypto.subtle,
    ["decrypt", "deriveBits", "deriveKey", "digest", "encrypt", "generateKey", "importKey", "sign", "verify"],
  ],
];

/** ... or by a callback, the last value given. */
const callingBack: readonly [object, readonly string[]][] = [
  [crypto, ["hkdf", "pbkdf2", "randomBytes", "randomFill", "randomInt", "scrypt", "sign", "verify"]],
  [
    zlib,
    ["brotliCompress", "brotliDecompress", "deflate", "deflateRaw", "gunzip", "gzip", "inflate", "inflateRaw", "unzip"],
  ],
];

/**
 * Counts the compiling, encrypting and compressing that this thread has given away and not got back, for code that is loaded afterwards. Streams of
 * node:zlib are not among them.
 * @returns a function that tells whether any is under way
 */
export function watchHiddenWork(): () => boolean {
  let underWay = 0;
  const done = () => {
    underWay -= 1;
  };
  for (const [owner, names] of promising) {
    replaceEach(owner, names, (original) => (...values) => {
      const result = Promise.resolve(original(...values));
      underWay += 1;
      result.then(done, done);
      return result;
    });
  }
  for (const [owner, names] of callingBack) {
    replaceEach(owner, names, (original) => (...values) => {
      const callback = values.at(-1);
      if (typeof callback !== "function") return original(...values);
      const tell: AnyFunction = (...results) => {
        done();
        return callback(...results);
      };
      const result = original(...values.with(-1, tell));
      underWay += 1;
      return result;
    });
  }
  syncBuiltinESMExports();
  return () => underWay > 0;
}

function replaceEach(owner: object, names: readonly string[], replacementOf: (original: AnyFunction) => AnyFunction) {
  for (const name of names) {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== "function") continue;
    const value = replacementOf((...values) => Reflect.apply(original, owner, values));
    Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  }
}
