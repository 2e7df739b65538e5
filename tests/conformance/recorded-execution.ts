import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { functionBehaviour } from "./function-behaviour.ts";

const event = z.looseObject({
  type: z.string(),
  id: z.union([z.number(), z.string(), z.array(z.number()), z.null()]),
  previousEventId: z.union([z.number(), z.string(), z.null()]),
});

/** An event of a recorded history, as the recording has it: `[0]` and null stand for ids that were not kept. */
export type RecordedHistoryEvent = z.infer<typeof event>;

const mask = z.looseObject({
  path: z.string().optional(),
  key: z.string().optional(),
  generic: z.string().optional(),
  value: z.unknown().optional(),
});

/** How one recording's test hid values that differ between runs. A mask of another kind than these hides nothing. */
export type Mask = z.infer<typeof mask>;

/** `20-07-2024, 08:30:22`, as milliseconds since the epoch; undefined for another text. */
const recordedAt = z.string().transform((text) => {
  const [, day, month, year, time] = /^(\d\d)-(\d\d)-(\d{4}), (\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  return time === undefined ? undefined : Date.parse(`${year}-${month}-${day}T${time}Z`);
});

/** A line of `states.jsonl`: an execution that AWS ran, and what came of it. The format is explained beside the recordings. */
export const recordedExecution = z
  .object({
    name: z.string().min(1),
    category: z.string().default("without category"),
    type: z.enum(["STANDARD", "EXPRESS"]).default("STANDARD"),
    definition: z.unknown().optional(),
    definitionText: z.string().optional(),
    input: z.unknown().optional(),
    inputText: z.string().optional(),
    inputOmitted: z.boolean().default(false),
    lambdas: z.record(z.string(), functionBehaviour).default({}),
    bindings: z.record(z.string(), z.string()).default({}),
    actions: z
      .array(
        z.object({
          when: z.object({ event: z.string(), name: z.string().optional() }),
          call: z.literal("StopExecution"),
        }),
      )
      .default([]),
    expected: z.looseObject({
      status: z.enum(["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]),
      error: z.string().nullish(),
      cause: z.unknown().optional(),
      history: z.enum(["full", "parallel-normalised", "terminal-only", "status-only"]),
      events: z.array(event).default([]),
      describe: z.record(z.string(), z.unknown()).optional(),
    }),
    masks: z.array(mask).default([]),
    recorded: recordedAt.nullish(),
  })
  .refine(({ definition, definitionText }) => (definition ?? definitionText) !== undefined, {
    path: ["definition"],
    message: "is missing",
  })
  .transform(substituteBindings);

/** A recorded execution with its placeholders' values put in. */
export type RecordedExecution = z.infer<typeof recordedExecution>;

interface Substitutable {
  readonly definition?: unknown;
  readonly definitionText?: string | undefined;
  readonly input?: unknown;
  readonly inputText?: string | undefined;
  readonly inputOmitted: boolean;
  readonly bindings: Readonly<Record<string, string>>;
}

function substituteBindings<
  T extends Substitutable & { lambdas: Record<string, unknown>; expected: { events: RecordedHistoryEvent[] } },
>(line: T): T & { readonly definitionText: string; readonly inputText: string | undefined } {
  const bindings = Object.entries(line.bindings).sort(([a], [b]) => b.length - a.length);
  const substituted = (text: string) => {
    let result = text;
    for (const [placeholder, value] of bindings)
      result = result.replaceAll(placeholder, () => JSON.stringify(value).slice(1, -1));
    return result;
  };
  const expected = JSON.parse(substituted(JSON.stringify(line.expected)));
  return {
    ...line,
    definitionText: substituted(line.definitionText ?? JSON.stringify(line.definition)),
    inputText: line.inputOmitted ? undefined : substituted(sentInput(line)),
    lambdas: Object.fromEntries(Object.entries(line.lambdas).map(([name, value]) => [substituted(name), value])),
    expected,
  };
}

/** The input's text: its own, else what AWS showed of it (arrays and scalars stayed text there), else any text of the value. */
function sentInput(line: Substitutable & { expected: { events: RecordedHistoryEvent[] } }): string {
  if (line.inputText !== undefined) return line.inputText;
  const started = z
    .object({ executionStartedEventDetails: z.object({ input: z.string() }) })
    .safeParse(line.expected.events[0]);
  const shown = started.success ? started.data.executionStartedEventDetails.input : "";
  return isTextOf(shown, line.input) ? shown : JSON.stringify(line.input ?? null);
}

function isTextOf(text: string, value: unknown): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(text), value);
  } catch {
    return false;
  }
}
