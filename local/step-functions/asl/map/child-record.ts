import { describeExecution, redriveFields } from "../../api/describe-execution.ts";
import type { MapUnit } from "../../execution/map-run.ts";
import { Payload } from "../../execution/payload.ts";
import type { Limits } from "../../limits.ts";

/**
 * What a map run's results say of one child execution with `Transformation` NONE: what DescribeExecution answers, in capitals and
 * in order of the alphabet. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function childRecord({ execution, input }: MapUnit, now: number, limits: Limits): Payload {
  if (!execution) return Payload.of({ Input: input.text, InputDetails: { Included: true }, Status: "PENDING" });
  const redrive = execution.machine.type === "STANDARD" ? redriveFields(execution, now, limits) : {};
  const members = Object.entries({ ...describeExecution(execution), ...redrive, mapRunArn: undefined })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, unknown] => [capital(name), recorded(name, value)])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Payload.of(Object.fromEntries(members));
}

function recorded(name: string, value: unknown): unknown {
  if (name.endsWith("Date") && typeof value === "number") return new Date(value * 1000).toISOString();
  return name.endsWith("Details") ? { Included: true } : value;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
