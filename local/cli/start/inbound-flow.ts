import { readFileSync } from "node:fs";
import { z } from "zod";
import type { LocalStack } from "../../stack/local-stack.ts";

/** The flow's source, which the package resolves ARNs in; relative to the project. */
const file = "flows/inbound.json";

/** The flow that the template deploys, its ARNs resolved; the file in the repository where the template has none. */
export function inboundFlow(stack: Pick<LocalStack, "connect">): { readonly text: string; readonly name: string } {
  const resource = stack.connect.find(({ type }) => type === "AWS::Connect::ContactFlow");
  const content = z.object({ Content: z.string() }).safeParse(resource?.properties);
  return content.success
    ? { text: content.data.Content, name: `the packaged flow ${resource?.logicalId}` }
    : { text: readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8"), name: file };
}
