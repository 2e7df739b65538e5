import type { Scope } from "./check-block.ts";
import { checkFields } from "./check-fields.ts";
import type { CheckBlock } from "./check-state.ts";
import { isObject, type Members } from "./findings.ts";

/** Checks a Map state's `ItemProcessor`, or `Iterator` as it was called once. */
export function checkItemProcessor(state: Members, location: string, scope: Scope, checkBlock: CheckBlock): void {
  const { findings } = scope;
  const field = "Iterator" in state ? "Iterator" : "ItemProcessor";
  const processor = state[field];
  if (processor === undefined) {
    findings.schema(location, "These fields are required: [ItemProcessor]");
    return;
  }
  const place = `${location}/${field}`;
  if (!isObject(processor)) {
    findings.schema(place, "Value must be an object with StartAt and States");
    return;
  }
  checkFields(processor, place, findings, {
    required: ["StartAt", "States"],
    optional: ["Comment", "ProcessorConfig"],
    exclusive: [],
  });
  checkProcessorConfig(processor.ProcessorConfig, `${place}/ProcessorConfig`, scope);
  checkBlock(processor, place, scope);
}

function checkProcessorConfig(config: unknown, location: string, { findings }: Scope): void {
  if (config === undefined) return;
  if (!isObject(config)) {
    findings.schema(location, "Value must be an object");
    return;
  }
  checkFields(config, location, findings, { required: [], optional: ["Mode", "ExecutionType"], exclusive: [] });
  const { Mode, ExecutionType } = config;
  if (Mode !== undefined && Mode !== "INLINE" && Mode !== "DISTRIBUTED")
    findings.schema(`${location}/Mode`, "Value must be one of: [INLINE, DISTRIBUTED]");
  if (ExecutionType !== undefined && ExecutionType !== "STANDARD" && ExecutionType !== "EXPRESS")
    findings.schema(`${location}/ExecutionType`, "Value must be one of: [STANDARD, EXPRESS]");
  if (Mode === "DISTRIBUTED" && ExecutionType === undefined)
    findings.schema(location, "These fields are required: [ExecutionType]");
}
