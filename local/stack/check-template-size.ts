import { join } from "node:path";
import { readTemplate } from "./template.ts";

/** Resources that AWS CloudFormation takes in one template: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
export const maxResources = 500;

/**
 * Makes sure that the packaged template can be deployed as far as its size goes.
 * @throws Error telling how many resources there are, and of which kind most
 */
export function checkTemplateSize(packageDirectory: string): void {
  const { Resources } = readTemplate(join(packageDirectory, "cloudformation-template-update-stack.json"));
  const all = Object.values(Resources);
  if (all.length <= maxResources) return;
  const [[kind = "", ofKind] = []] = [...Map.groupBy(all, ({ Type }) => Type)].sort(
    ([, a], [, b]) => b.length - a.length,
  );
  throw new Error(
    `The template has ${all.length} resources, ${ofKind?.length ?? 0} of them ${kind}; AWS CloudFormation takes ${maxResources}. Divide the stack in serverless.yml.`,
  );
}
