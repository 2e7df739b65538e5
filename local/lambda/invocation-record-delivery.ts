import { callQuery } from "../gateway/call-query.ts";
import { ServiceError } from "../gateway/service.ts";
import type { ServiceClient } from "../gateway/service-client.ts";

/** A message attribute in the form of SQS SendMessage and SNS Publish. */
export interface MessageAttribute {
  readonly DataType: "String" | "Number";
  readonly StringValue: string;
}

/** What an asynchronous invocation came to, as AWS Lambda tells its destinations. */
export interface InvocationRecord {
  readonly version: "1.0";
  readonly timestamp: string;
  readonly requestContext: {
    readonly requestId: string;
    /** With the version behind it. */
    readonly functionArn: string;
    /** `Success`, `RetriesExhausted` or `EventAgeExceeded`. */
    readonly condition: string;
    readonly approximateInvokeCount: number;
  };
  readonly requestPayload: unknown;
  /** Absent when the function never ran. */
  readonly responseContext?: {
    readonly statusCode: number;
    readonly executedVersion: string;
    readonly functionError?: string;
  };
  readonly responsePayload?: unknown;
}

/** Brings what an asynchronous invocation leaves behind to where the template says. Rejects when it is not taken. */
export interface InvocationRecordDelivery {
  /** Tells a destination: an SQS queue, an SNS topic, a Lambda function or an EventBridge bus, by its ARN. */
  tell(destinationArn: string, record: InvocationRecord): Promise<void>;
  /** Puts a failed event itself on a dead-letter queue or topic, by its ARN. */
  putAside(deadLetterArn: string, event: string, attributes: Readonly<Record<string, MessageAttribute>>): Promise<void>;
}

/** What delivery needs of the stack. */
export interface DeliveryDependencies {
  readonly sendToQueue: (
    queueArn: string,
    body: string,
    attributes: Readonly<Record<string, MessageAttribute>>,
  ) => Promise<void>;
  /** The way to SNS and EventBridge; without it, records for them are lost. */
  readonly services?: Pick<ServiceClient, "callJson" | "send"> | undefined;
  readonly invokeAsync: (functionArn: string, payload: string) => Promise<unknown>;
}

/** Services that can be a destination here; AWS also knows S3 buckets for failures. */
export const destinationServices: readonly string[] = ["sqs", "sns", "lambda", "events"];

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export function createInvocationRecordDelivery(dependencies: DeliveryDependencies): InvocationRecordDelivery {
  const { sendToQueue, services, invokeAsync } = dependencies;
  const client = (arn: string) => {
    if (services) return services;
    throw new ServiceError("ServiceException", `This Lambda host was given no way to ${arn}.`, 500);
  };
  const publish = async (topicArn: string, message: string, attributes: Readonly<Record<string, MessageAttribute>>) => {
    await callQuery(client(topicArn), "sns", publishParameters(topicArn, message, attributes));
  };
  return {
    async tell(destinationArn, record) {
      const text = JSON.stringify(record);
      switch (serviceOf(destinationArn)) {
        case "sqs":
          return sendToQueue(destinationArn, text, {});
        case "sns":
          return publish(destinationArn, text, {});
        case "lambda":
          await invokeAsync(destinationArn, text);
          return;
        case "events":
          return putEvent(client(destinationArn), destinationArn, record);
        default:
          throw new ServiceError("ServiceException", `No records can be sent to ${destinationArn} here.`);
      }
    },
    async putAside(deadLetterArn, event, attributes) {
      if (serviceOf(deadLetterArn) === "sns") await publish(deadLetterArn, event, attributes);
      else await sendToQueue(deadLetterArn, event, attributes);
    },
  };
}

function serviceOf(arn: string): string | undefined {
  return arn.split(":")[2];
}

async function putEvent(
  services: Pick<ServiceClient, "callJson">,
  busArn: string,
  record: InvocationRecord,
): Promise<void> {
  const { functionArn, condition } = record.requestContext;
  const entry = {
    EventBusName: busArn,
    Source: "lambda",
    DetailType: `Lambda Function Invocation Result - ${condition === "Success" ? "Success" : "Failure"}`,
    Resources: [busArn, functionArn],
    Detail: JSON.stringify(record),
  };
  const answer = await services.callJson("events", "AWSEvents.PutEvents", { Entries: [entry] });
  if (answer.FailedEntryCount !== 0) {
    throw new ServiceError(
      "ServiceException",
      `EventBridge did not take the record: ${JSON.stringify(answer.Entries)}`,
    );
  }
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function publishParameters(
  topicArn: string,
  message: string,
  attributes: Readonly<Record<string, MessageAttribute>>,
): Record<string, string> {
  const parameters: Record<string, string> = {
    Action: "Publish",
    Version: "2010-03-31",
    TopicArn: topicArn,
    Message: message,
  };
  for (const [index, [name, { DataType, StringValue }]] of Object.entries(attributes).entries()) {
    const entry = `MessageAttributes.entry.${index + 1}`;
    parameters[`${entry}.Name`] = name;
    parameters[`${entry}.Value.DataType`] = DataType;
    parameters[`${entry}.Value.StringValue`] = StringValue;
  }
  return parameters;
}
