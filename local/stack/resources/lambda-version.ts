import { z } from "zod";
import { parseProperties, type ResourceType } from "../resource-type.ts";

const Properties = z.object({ FunctionName: z.string() });

/** AWS::Lambda::Version: the function's configuration as it is now, under a number. The code is the one that the package holds. */
export const lambdaVersion: ResourceType = {
  honoured: ["FunctionName", "CodeSha256", "Description"],
  withoutEffect: { ProvisionedConcurrencyConfig: "environments start when they are needed" },
  create(request, { services }) {
    const { FunctionName } = parseProperties(Properties, request);
    const { functionArn } = services.functions.getFunction(FunctionName);
    const version = services.functions.publishVersion(FunctionName);
    return {
      ref: `${functionArn}:${version}`,
      attributes: { Version: version, FunctionArn: `${functionArn}:${version}` },
    };
  },
};
