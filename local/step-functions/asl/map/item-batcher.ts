import { z } from "zod";
import { Payload } from "../../execution/payload.ts";
import { DataFault } from "../../execution/states-error.ts";
import type { Thread } from "../../execution/thread.ts";
import type { Fields, QueryLanguage } from "../../query/query-language.ts";
import { DefinitionError } from "../definition-error.ts";
import { numberField } from "./map-settings.ts";
import { compileTemplateField } from "./template.ts";

/** What child executions start with, and how many items are in it. */
export interface Batch {
  readonly input: Payload;
  readonly itemCount: number;
}

/** Puts selected items into batches. */
export type ItemBatcher = (thread: Thread, input: Payload, items: readonly Payload[]) => Promise<readonly Batch[]>;

const limitFields = ["MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"];

/**
 * Compiles `ItemBatcher`: a batch is `{ BatchInput, Items }` with at most so many items and bytes, but at least one item. Without
 * the field each item is a batch of its own, as it stands.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html
 */
export function compileItemBatcher(fields: Fields, language: QueryLanguage): ItemBatcher {
  if (!("ItemBatcher" in fields))
    return async (_thread, _input, items) => items.map((input) => ({ input, itemCount: 1 }));
  const batcher = z.looseObject({}).parse(fields.ItemBatcher);
  if (!limitFields.some((name) => name in batcher))
    throw new DefinitionError("The ItemBatcher needs MaxItemsPerBatch or MaxInputBytesPerBatch.");
  const limits = { ...batcher, InputPath: fields.InputPath };
  const mostItems = numberField(limits, "MaxItemsPerBatch", language, "integer");
  const mostBytes = numberField(limits, "MaxInputBytesPerBatch", language, "integer");
  const batchInput = "BatchInput" in batcher ? compileTemplateField(batcher.BatchInput, fields, language) : undefined;
  return async (thread, input, items) => {
    const { payloadBytes } = thread.run.services.limits;
    const most = positive(await mostItems(thread, input), "MaxItemsPerBatch") ?? Number.POSITIVE_INFINITY;
    const bytes = positive(await mostBytes(thread, input), "MaxInputBytesPerBatch") ?? payloadBytes;
    const fixed = batchInput && `"BatchInput":${(await batchInput(thread, input)).text},`;
    return batches(items, { most, bytes: Math.min(bytes, payloadBytes), start: `{${fixed ?? ""}"Items":[` });
  };
}

function batches(
  items: readonly Payload[],
  limit: { readonly most: number; readonly bytes: number; readonly start: string },
): Batch[] {
  const found: Batch[] = [];
  const empty = Buffer.byteLength(limit.start) + "]}".length;
  let batch: string[] = [];
  let size = empty;
  const close = () => {
    if (batch.length > 0)
      found.push({ input: Payload.fromText(`${limit.start}${batch.join(",")}]}`), itemCount: batch.length });
    batch = [];
    size = empty;
  };
  for (const { text } of items) {
    const bytes = Buffer.byteLength(text) + (batch.length > 0 ? 1 : 0);
    if (batch.length === limit.most || size + bytes > limit.bytes) close();
    size += batch.length > 0 ? bytes : Buffer.byteLength(text);
    batch.push(text);
  }
  close();
  return found;
}

function positive(value: number | undefined, field: string): number | undefined {
  if (value === undefined || value > 0) return value;
  throw new DataFault("States.Runtime", `${field} must be a positive integer.`);
}
