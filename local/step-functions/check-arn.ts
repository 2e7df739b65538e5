import { ServiceError } from "../gateway/service.ts";

/**
 * Checks that an ARN is one of Step Functions and names a resource of a kind, in AWS's words.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html#API_DescribeExecution_Errors
 * @param types the resource types that are valid here, e.g. `execution`
 * @throws ServiceError `InvalidArn`
 */
export function checkArn(arn: string, types: readonly string[]): void {
  const [, type] = /^arn:[a-z-]+:states:[a-z0-9-]+:\d{12}:([A-Za-z]+):.+$/.exec(arn) ?? [];
  if (type === undefined) throw new ServiceError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (!types.includes(type))
    throw new ServiceError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${type}'`);
}
