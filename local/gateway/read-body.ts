import type { Readable } from "node:stream";

/**
 * Reads a request or an answer to its end. `node:stream/consumers` would do the same at several times the price, because it goes through a Blob.
 * Rejects when the other side goes away before the end.
 */
export function readBody(message: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    message.on("data", (chunk: Buffer) => void chunks.push(chunk));
    message.once("end", () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    message.once("error", reject);
    message.once("aborted", () => reject(new Error("The request was cut off.")));
  });
}
