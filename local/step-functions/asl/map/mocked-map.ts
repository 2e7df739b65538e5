import { exceedsTolerance, type MapRunSettings } from "../../execution/map-run.ts";
import { Payload } from "../../execution/payload.ts";
import type { MapItem } from "../../execution/thread.ts";
import type { Fields } from "../../query/query-language.ts";
import type { StateTest } from "../../test-state/state-test.ts";
import type { Block } from "../block.ts";
import type { Batch } from "./item-batcher.ts";

/** What a Map state that TestState runs has made of its input. */
export interface MockedMap {
  readonly fields: Fields;
  readonly isJsonPath: boolean;
  readonly body: Block;
  readonly items: readonly MapItem[];
  readonly inputs: readonly Payload[];
  readonly batches: readonly Batch[];
  readonly settings: MapRunSettings;
  readonly isDistributed: boolean;
  readonly exports: boolean;
}

/**
 * Shows TestState what a Map state would run, and returns the mocked result of running it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html#understanding-map-inspection-data
 */
export function runMocked(test: StateTest, map: MockedMap): Promise<Payload> {
  const { fields, items, inputs, batches, settings } = map;
  const has = (name: string) => name in fields || `${name}Path` in fields;
  const values = () => Payload.of(items.map(({ value }) => value)).text;
  if (map.isJsonPath && !("ItemReader" in fields)) test.inspect("afterItemsPath", values());
  if (pointer(fields.ItemReader) !== undefined) test.inspect("afterItemsPointer", values());
  if ("ItemSelector" in fields || "Parameters" in fields) test.inspect("afterItemSelector", Payload.array(inputs).text);
  if ("ItemBatcher" in fields) test.inspect("afterItemBatcher", Payload.array(batches.map(({ input }) => input)).text);
  if (has("MaxConcurrency")) test.inspect("maxConcurrency", settings.maxConcurrency);
  if (has("ToleratedFailureCount")) test.inspect("toleratedFailureCount", settings.toleratedFailureCount);
  if (has("ToleratedFailurePercentage"))
    test.inspect("toleratedFailurePercentage", settings.toleratedFailurePercentage);
  return test.inner({
    body: map.body,
    items: items.length,
    iterations: batches.length,
    writesResults: map.exports,
    exceeds: (failedItems) => map.isDistributed && exceedsTolerance(settings, failedItems, items.length),
  });
}

function pointer(reader: unknown): unknown {
  const config: unknown =
    typeof reader === "object" && reader !== null && "ReaderConfig" in reader ? reader.ReaderConfig : undefined;
  return typeof config === "object" && config !== null && "ItemsPointer" in config ? config.ItemsPointer : undefined;
}
