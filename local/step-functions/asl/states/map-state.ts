import { z } from "zod";
import type { Payload } from "../../execution/payload.ts";
import type { Thread } from "../../execution/thread.ts";
import type { MapItems } from "../../query/query-language.ts";
import type { StateTest } from "../../test-state/state-test.ts";
import { DefinitionError } from "../definition-error.ts";
import { runDistributed } from "../map/distributed-map.ts";
import { compileItemBatcher } from "../map/item-batcher.ts";
import { compileItemReader } from "../map/item-reader.ts";
import { compileItemSelector, selectEach } from "../map/item-selector.ts";
import { type ItemSource, numbered } from "../map/item-source.ts";
import { iterate } from "../map/iterate.ts";
import { mapSettings } from "../map/map-settings.ts";
import { runMocked } from "../map/mocked-map.ts";
import { compileResultWriter } from "../map/result-writer.ts";
import { nextState } from "../next-state.ts";
import { compileRecovery } from "../recovery.ts";
import { enterState, exitState, type StateType } from "../state.ts";

const processorSchema = z.looseObject({
  ProcessorConfig: z
    .looseObject({
      Mode: z.enum(["INLINE", "DISTRIBUTED"]).default("INLINE"),
      ExecutionType: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
    })
    .prefault({}),
});

const mapSchema = z.object({
  ItemProcessor: processorSchema.optional(),
  Iterator: processorSchema.optional(),
  Label: z.string().optional(),
});

const distributedOnly = ["ItemReader", "ItemBatcher", "ResultWriter"];

/**
 * Map: runs its item processor for each item, within the execution or, in distributed mode, in child executions.
 * https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export const mapState: StateType = ({ name, fields, language, type, block }) => {
  const { ItemProcessor, Iterator: legacy, Label } = mapSchema.parse(fields);
  const processor = ItemProcessor ?? legacy;
  if (!processor) throw new DefinitionError(`The Map state '${name}' needs an ItemProcessor.`);
  const { Mode, ExecutionType } = processor.ProcessorConfig;
  const isDistributed = Mode === "DISTRIBUTED";
  if (isDistributed && type === "EXPRESS")
    throw new DefinitionError(
      `The Map state '${name}' has the Mode DISTRIBUTED, which only STANDARD machines can run.`,
    );
  for (const field of distributedOnly) {
    if (field in fields && !isDistributed)
      throw new DefinitionError(`The Map state '${name}' has the field '${field}', which needs the Mode DISTRIBUTED.`);
  }
  const body = block(processor, `${name}/ItemProcessor`);
  const data = language.dataFlow(fields);
  const given = stateItems(language.items(fields, isDistributed));
  const source = "ItemReader" in fields ? compileItemReader(fields, language) : given;
  const select = compileItemSelector(fields, language);
  const batch = compileItemBatcher(fields, language);
  const writer = compileResultWriter(fields, language);
  const settingsOf = mapSettings(fields, language);
  const recovery = compileRecovery(fields, language);
  const next = nextState(name, fields);
  let label = Label;

  /** TestState gives what a reader would read, else the items are in the input. */
  const runTest = async (thread: Thread, test: StateTest, input: Payload): Promise<Payload> => {
    const items = await (test.readerData === undefined ? given : source).items(thread, input);
    const settings = await settingsOf(thread, input);
    const inputs = await selectEach(select, thread, input, items);
    const batches = await batch(thread, input, inputs);
    const isJsonPath = language.name === "JSONPath";
    return runMocked(test, {
      fields,
      isJsonPath,
      body,
      items,
      inputs,
      batches,
      settings,
      isDistributed,
      exports: writer.exports,
    });
  };

  const runMap = async (thread: Thread, input: Payload): Promise<Payload> => {
    const { test } = thread.run;
    if (test) return runTest(thread, test, input);
    const lines = thread.linesBefore();
    const mapRun = thread.mapRunBefore();
    const items = source.isReader ? undefined : await source.items(thread, input);
    if (!lines && !mapRun)
      thread.record("MapStateStarted", { mapStateStartedEventDetails: { length: items?.length ?? 0 } });
    const settings = await settingsOf(thread, input);
    const batches = async () => {
      const found = items ?? (await source.items(thread, input));
      return batch(thread, input, await selectEach(select, thread, input, found));
    };
    if (isDistributed) {
      label ??= thread.run.services.ids();
      return runDistributed(thread, {
        label,
        body,
        type: ExecutionType,
        settings,
        batches,
        result: (run) => writer.write(thread, input, run),
        exports: writer.exports,
        before: mapRun,
      });
    }
    const result = await iterate({ thread, name, body, input, items: items ?? [], select, settings, before: lines });
    thread.note("MapStateSucceeded");
    return result;
  };

  return {
    async run(thread, input) {
      enterState(thread, "Map", name, input);
      return recovery.run(thread, input, {
        work: async () => {
          const result = await runMap(thread, input);
          return exitState(thread, "Map", name, await data.result(thread, input, result), next);
        },
        givenUp: (error) => {
          if (error.error !== "States.Runtime") thread.record("MapStateFailed");
        },
        leave: (outcome, catcherNext) => exitState(thread, "Map", name, outcome, catcherNext),
      });
    },
  };
};

/** The items that a Map state finds in its input, or computes of it. */
function stateItems(items: MapItems): ItemSource {
  return { isReader: false, items: async (thread, input) => numbered(await items(thread, input), "STATE_DATA") };
}
