import { z } from "zod";
import type { MapRun, MapUnit } from "../../execution/map-run.ts";
import { Payload } from "../../execution/payload.ts";
import { StatesError } from "../../execution/states-error.ts";
import type { Thread } from "../../execution/thread.ts";
import type { Fields, QueryLanguage } from "../../query/query-language.ts";
import { taskFailure } from "../../resources/task-failure.ts";
import { DefinitionError } from "../definition-error.ts";
import { childRecord } from "./child-record.ts";
import { callS3 } from "./s3-objects.ts";
import { compileTemplateField } from "./template.ts";

const writerSchema = z.looseObject({
  Resource: z.string().optional(),
  WriterConfig: z
    .looseObject({
      Transformation: z.enum(["NONE", "COMPACT", "FLATTEN"]).optional(),
      OutputType: z.enum(["JSON", "JSONL"]).default("JSON"),
    })
    .optional(),
});

const destinationSchema = z.looseObject({ Bucket: z.string(), Prefix: z.string().optional() });

/** Makes a distributed Map's result of what its child executions came to. */
export interface ResultWriter {
  /** Whether the results go to S3. */
  readonly exports: boolean;
  /** The state's result. Throws a StatesError `States.ResultWriterFailed` when the results cannot be written. */
  write(thread: Thread, input: Payload, mapRun: MapRun): Promise<Payload>;
}

interface Format {
  readonly transformation: "NONE" | "COMPACT" | "FLATTEN";
  readonly type: "JSON" | "JSONL";
}

/**
 * Compiles `ResultWriter`. Without it the result is the array of the children's outputs, in the order of the items.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function compileResultWriter(fields: Fields, language: QueryLanguage): ResultWriter {
  const writer = "ResultWriter" in fields ? writerSchema.parse(fields.ResultWriter) : undefined;
  const { Resource, WriterConfig } = writer ?? {};
  const format: Format = {
    transformation: WriterConfig?.Transformation ?? (Resource === undefined || WriterConfig ? "COMPACT" : "NONE"),
    type: WriterConfig?.OutputType ?? "JSON",
  };
  if (writer === undefined || Resource === undefined) {
    if (writer && !WriterConfig) throw new DefinitionError("The ResultWriter needs a Resource or a WriterConfig.");
    return {
      exports: false,
      write: async (thread, _input, { units = [] }) => asResult(transformed(thread, units, format), format.type),
    };
  }
  if (!/^arn:[a-z-]+:states:::(?:aws-sdk:)?s3:putObject$/.test(Resource))
    throw new DefinitionError(`The ResultWriter's Resource '${Resource}' must be s3:putObject.`);
  const destination = compileTemplateField(writer.Parameters ?? writer.Arguments ?? {}, fields, language);
  return {
    exports: true,
    async write(thread, input, mapRun) {
      const location = destinationSchema.parse((await destination(thread, input)).value);
      try {
        return await exportResults(thread, mapRun, { location, format });
      } catch (thrown) {
        if (thread.signal.aborted) throw thrown;
        throw new StatesError("States.ResultWriterFailed", taskFailure("S3", thrown).causeText);
      }
    },
  };
}

/** Writes one file for each outcome that occurs, and the manifest that names them. */
async function exportResults(
  thread: Thread,
  mapRun: MapRun,
  { location, format }: { location: z.infer<typeof destinationSchema>; format: Format },
): Promise<Payload> {
  const { Bucket, Prefix } = location;
  const runId = mapRun.arn.slice(mapRun.arn.lastIndexOf(":") + 1);
  const folder = Prefix === undefined || Prefix === "" ? runId : `${Prefix}/${runId}`;
  const put = async (Key: string, Body: string) => {
    await thread.outside(callS3(thread, "putObject", { Bucket, Key, Body }));
    return { Key, Size: Buffer.byteLength(Body) };
  };
  const writeUnits = async (outcome: string, units: readonly MapUnit[]) => {
    if (units.length === 0) return [];
    const text = asText(transformed(thread, units, format), format.type);
    return [await put(`${folder}/${outcome}_0.${format.type.toLowerCase()}`, text)];
  };
  const units = mapRun.units ?? [];
  const files = {
    FAILED: await writeUnits(
      "FAILED",
      units.filter(({ execution }) => execution && execution.status !== "SUCCEEDED"),
    ),
    PENDING: await writeUnits(
      "PENDING",
      units.filter(({ execution }) => !execution),
    ),
    SUCCEEDED: await writeUnits(
      "SUCCEEDED",
      units.filter(({ execution }) => execution?.status === "SUCCEEDED"),
    ),
  };
  const manifest = { DestinationBucket: Bucket, MapRunArn: mapRun.arn, ResultFiles: files };
  const { Key } = await put(`${folder}/manifest.json`, JSON.stringify(manifest));
  mapRun.written = true;
  return Payload.of({ MapRunArn: mapRun.arn, ResultWriterDetails: { Bucket, Key } });
}

/** The children's results; an unsuccessful child's is its record whatever the transformation. */
function transformed(thread: Thread, units: readonly MapUnit[], { transformation }: Format): Payload[] {
  const { clock, limits } = thread.run.services;
  return units.flatMap((unit) => {
    const output = unit.execution?.output;
    if (transformation === "NONE" || !output) return [childRecord(unit, clock.now(), limits)];
    if (transformation === "COMPACT" || !Array.isArray(output.value)) return [output];
    return output.value.map((item) => Payload.of(item));
  });
}

function asText(results: readonly Payload[], type: "JSON" | "JSONL"): string {
  return type === "JSON" ? Payload.array(results).text : results.map(({ text }) => text).join("\n");
}

function asResult(results: readonly Payload[], type: "JSON" | "JSONL"): Payload {
  return type === "JSON" ? Payload.array(results) : Payload.of(asText(results, type));
}
