import { readFileSync } from "node:fs";
import { z } from "zod";

const Parameter = z.looseObject({ Type: z.string(), Default: z.union([z.string(), z.number()]).optional() });

const Resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]),
  Condition: z.string().optional(),
});

const Output = z.looseObject({ Value: z.unknown(), Condition: z.string().optional() });

/** The parts of a CloudFormation template that the local stack reads. */
export const Template = z.looseObject({
  Parameters: z.record(z.string(), Parameter).nullish(),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).nullish(),
  Conditions: z.record(z.string(), z.unknown()).nullish(),
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), Output).nullish(),
});
export type Template = z.infer<typeof Template>;
export type TemplateResource = z.infer<typeof Resource>;

/**
 * Reads the template that `serverless package` wrote.
 * @throws Error with the remedy when it is not there or no template
 */
export function readTemplate(file: string): Template {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new Error(`There is no packaged template at ${file}. Run "npm run build" first.`, { cause });
  }
  const parsed = Template.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${file} is no CloudFormation template: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
