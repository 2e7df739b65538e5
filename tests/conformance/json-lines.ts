import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { z } from "zod";

/** A line of a file of recordings: what it holds, or why it cannot be used. */
export type JsonLine<T> =
  | { readonly value: T }
  /** Names the file, the line and the field. */
  | { readonly problem: string };

/** A file of recordings that cannot be read. */
export class UnreadableFile extends Error {
  override readonly name = "UnreadableFile";
}

/**
 * Reads a file of JSON lines; blank lines are passed over, members that the schema does not name are ignored.
 * @throws UnreadableFile for a file that is not there, or empty
 */
export async function* readJsonLines<T>(file: string, schema: z.ZodType<T>): AsyncGenerator<JsonLine<T>> {
  let number = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
      number += 1;
      if (text.trim() !== "") yield parseLine(text, schema, `${file}:${number}`);
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error)
      throw new UnreadableFile(`${file} cannot be read: ${error.message}`);
    throw error;
  }
  if (number === 0) throw new UnreadableFile(`${file} is empty; it should hold one recording a line.`);
}

function parseLine<T>(text: string, schema: z.ZodType<T>, place: string): JsonLine<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `${place} is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data };
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the line"}: ${message}`);
  return { problem: `${place} is not of the format of the recordings. ${problems.join("; ")}` };
}
