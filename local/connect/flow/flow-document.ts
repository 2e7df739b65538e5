import { z } from "zod";

const identifier = z
  .string()
  .min(1)
  .max(50)
  .regex(/^[^%:(\\/)=$,;[\]{}]+$/, "an Identifier must not hold any of % : ( \\ / ) = $ , ; [ ] { }");

const error = z.strictObject({ NextAction: identifier, ErrorType: z.string().min(1) });

const condition = z.strictObject({
  NextAction: identifier,
  Condition: z.strictObject({
    Operator: z.enum([
      "Equals",
      "TextStartsWith",
      "TextEndsWith",
      "TextContains",
      "NumberGreaterThan",
      "NumberGreaterOrEqualTo",
      "NumberLessThan",
      "NumberLessOrEqualTo",
    ]),
    Operands: z.array(z.string()).length(1),
  }),
});

/** Where an action leads to. */
export const FlowTransitions = z.strictObject({
  NextAction: identifier.optional(),
  Errors: z.array(error).default([]),
  Conditions: z.array(condition).default([]),
});
export type FlowTransitions = z.infer<typeof FlowTransitions>;

/**
 * A flow in Amazon Connect's flow language, before its actions are looked at one by one.
 * Sources: https://docs.aws.amazon.com/connect/latest/APIReference/flow-language-actions.html ; .../flow-language-example.html
 */
export const FlowDocument = z.strictObject({
  Version: z.literal("2019-10-30"),
  StartAction: identifier,
  Metadata: z.record(z.string(), z.unknown()).optional(),
  Settings: z.record(z.string(), z.unknown()).optional(),
  Actions: z
    .array(
      z.strictObject({
        Identifier: identifier,
        Type: z.string().min(1),
        Parameters: z.record(z.string(), z.unknown()),
        Transitions: FlowTransitions,
      }),
    )
    .min(1)
    .max(250, "a flow may have no more than 250 actions"),
});
export type FlowDocument = z.infer<typeof FlowDocument>;
