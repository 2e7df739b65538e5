import type { EnvironmentHost } from "./execution-environment.ts";
import type { FunctionConfiguration } from "./function-configuration.ts";

/**
 * The variables that a function sees: those of the stack, its own over them, and over both those that the runtime reserves.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function environmentVariables(
  configuration: FunctionConfiguration,
  host: EnvironmentHost,
  logStreamName: string,
): Record<string, string> {
  return {
    ...host.environment,
    ...configuration.environment,
    _HANDLER: configuration.handler,
    AWS_REGION: host.region,
    AWS_DEFAULT_REGION: host.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${configuration.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: configuration.functionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(configuration.memoryMegabytes),
    AWS_LAMBDA_FUNCTION_VERSION: host.version,
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: configuration.logGroupName,
    AWS_LAMBDA_LOG_STREAM_NAME: logStreamName,
    LAMBDA_TASK_ROOT: configuration.codeDirectory,
    TZ: ":UTC",
  };
}
