import { z } from "zod";
import { parseProperties, type ResourceType } from "../resource-type.ts";

const Properties = z.object({ FunctionName: z.string() });

/** AWS::Lambda::Version: a name only. A version runs the same code as `$LATEST`, which is all that a package holds. */
export const lambdaVersion: ResourceType = {
  honoured: ["FunctionName", "CodeSha256", "Description"],
  withoutEffect: { ProvisionedConcurrencyConfig: "environments start when they are needed" },
  create(request, { services }) {
    const { FunctionName } = parseProperties(Properties, request);
    const { functionArn } = services.functions.getFunction(FunctionName);
    return { ref: `${functionArn}:1`, attributes: { Version: "1", FunctionArn: `${functionArn}:1` } };
  },
};
