import { z } from "zod";
import { Payload } from "../../execution/payload.ts";
import type { Thread } from "../../execution/thread.ts";
import { DefinitionError } from "../definition-error.ts";
import { iterate } from "../iterate.ts";
import { mapSettings } from "../map-settings.ts";
import { nextState } from "../next-state.ts";
import { compileRecovery } from "../recovery.ts";
import { enterState, exitState, type StateType } from "../state.ts";

const processorSchema = z.looseObject({
  ProcessorConfig: z
    .looseObject({ Mode: z.enum(["INLINE", "DISTRIBUTED"]).default("INLINE") })
    .default({ Mode: "INLINE" }),
});

const mapSchema = z.object({
  ItemProcessor: processorSchema.optional(),
  Iterator: processorSchema.optional(),
  Label: z.string().optional(),
});

/**
 * Map: runs its item processor for each item. In distributed mode the iterations run in this process all the same, but
 * outside the execution's history, as AWS's child executions do. https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html
 */
export const mapState: StateType = ({ name, fields, language, block }) => {
  const { ItemProcessor, Iterator: legacy, Label } = mapSchema.parse(fields);
  const processor = ItemProcessor ?? legacy;
  if (!processor) throw new DefinitionError(`The Map state '${name}' needs an ItemProcessor.`);
  for (const field of ["ItemReader", "ItemBatcher", "ResultWriter"]) {
    if (field in fields)
      throw new DefinitionError(
        `The Map state '${name}' has the field '${field}', which the local stack does not run.`,
      );
  }
  const distributed = processor.ProcessorConfig.Mode === "DISTRIBUTED";
  const body = block(processor, `${name}/ItemProcessor`);
  const data = language.dataFlow(fields);
  const items = language.items(fields);
  const selector = language.itemSelector(fields);
  const settings = mapSettings(fields, language);
  const recovery = compileRecovery(fields, language);
  const next = nextState(name, fields);
  return {
    async run(thread, input) {
      enterState(thread, "Map", name, input);
      return recovery.run(thread, input, {
        work: async () => {
          const work = await items(thread, input);
          thread.record("MapStateStarted", { mapStateStartedEventDetails: { length: work.length } });
          const limits = await settings(thread, input);
          if (distributed) recordMapRun(thread, Label);
          const outputs = await iterate({ thread, name, body, input, items: work, selector, distributed, ...limits });
          thread.events.record("MapStateSucceeded", distributed ? thread.note("MapRunSucceeded") : thread.cursor);
          const result = Payload.fromText(`[${outputs.map(({ text }) => text).join(",")}]`);
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

function recordMapRun(thread: Thread, label: string | undefined): void {
  const { stateMachineArn, services } = thread.run;
  const mapRunArn = `${stateMachineArn.replace(":stateMachine:", ":mapRun:")}/${label ?? services.ids()}:${services.ids()}`;
  thread.record("MapRunStarted", { mapRunStartedEventDetails: { mapRunArn } });
}
