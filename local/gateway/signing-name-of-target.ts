/** Service prefixes of `X-Amz-Target`, as the AWS JSON services define them in their API models, and the signing name of each. */
const signingNames: ReadonlyMap<string, string> = new Map([
  ["AWSEvents", "events"],
  ["AWSStepFunctions", "states"],
  ["AmazonSQS", "sqs"],
  ["Comprehend_20171127", "comprehend"],
  ["DynamoDB_20120810", "dynamodb"],
  ["GraniteServiceVersion20100801", "monitoring"],
  ["Kinesis_20131202", "kinesis"],
  ["Logs_20140328", "logs"],
]);

/** The signing name that belongs to a value of `X-Amz-Target` (`<prefix>.<operation>`), for requests without a signature. */
export function signingNameOfTarget(target: string): string | undefined {
  return signingNames.get(target.slice(0, Math.max(0, target.lastIndexOf("."))));
}
