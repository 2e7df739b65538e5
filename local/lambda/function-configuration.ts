/** A Lambda function of the stack, as its template configures it. */
export interface FunctionConfiguration {
  readonly functionName: string;
  readonly functionArn: string;
  readonly description: string;
  readonly runtime: string;
  readonly handler: string;
  /** Directory of the unpacked bundle. */
  readonly codeDirectory: string;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  /** Above this many invocations at once, the function throttles; 0 throttles every one. */
  readonly reservedConcurrency?: number;
  /** ARN of the SQS queue or SNS topic that takes events which failed all asynchronous attempts. */
  readonly deadLetterArn?: string;
}

/** What becomes of a function's asynchronous invocations (`AWS::Lambda::EventInvokeConfig`). */
export interface EventInvokeConfiguration {
  /** 0 to 2. */
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  /** ARN of an SQS queue, an SNS topic, a Lambda function or an EventBridge bus. */
  readonly onFailure?: string;
  /** The same kinds. */
  readonly onSuccess?: string;
}

/** AWS Lambda's own defaults: https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const defaultEventInvokeConfiguration: EventInvokeConfiguration = {
  maximumRetryAttempts: 2,
  maximumEventAgeSeconds: 21_600,
};
