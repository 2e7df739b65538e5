import { z } from "zod";
import { callQuery } from "../gateway/call-query.ts";
import { ServiceError } from "../gateway/service.ts";
import type { ServiceClient } from "../gateway/service-client.ts";

const Attribute = z.object({ DataType: z.string(), StringValue: z.string() });
const Arguments = z.object({
  TopicArn: z.string(),
  /** A machine may give JSON, which goes out as its text. */
  Message: z.unknown(),
  Subject: z.string().optional(),
  MessageAttributes: z.record(z.string(), Attribute).default({}),
});

/**
 * `arn:aws:states:::sns:publish`: publishes to a topic. SNS still speaks AWS's query protocol, a form and an answer in XML.
 * Sources: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html, https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 * @throws ServiceError under the name that the SDK has for SNS's error, e.g. `NotFoundException`
 */
export async function publishToTopic(
  services: ServiceClient,
  input: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  const parsed = Arguments.safeParse(input);
  if (!parsed.success) throw new ServiceError("InvalidParameterException", z.prettifyError(parsed.error));
  const { TopicArn, Message, Subject, MessageAttributes } = parsed.data;
  const parameters: Record<string, string> = {
    Action: "Publish",
    Version: "2010-03-31",
    TopicArn,
    Message: typeof Message === "string" ? Message : (JSON.stringify(Message) ?? ""),
    ...(Subject !== undefined && { Subject }),
  };
  for (const [index, [name, { DataType, StringValue }]] of Object.entries(MessageAttributes).entries()) {
    const entry = `MessageAttributes.entry.${index + 1}`;
    parameters[`${entry}.Name`] = name;
    parameters[`${entry}.Value.DataType`] = DataType;
    parameters[`${entry}.Value.StringValue`] = StringValue;
  }
  const answer = await callQuery(services, "sns", parameters).catch((error: unknown) => {
    throw error instanceof ServiceError ? inSdkWords(error) : error;
  });
  return { MessageId: /<MessageId>([^<]*)</.exec(answer)?.[1] };
}

/** SNS says `NotFound` on the wire where its SDKs, and so Step Functions, say `NotFoundException`. */
function inSdkWords({ name, message, statusCode }: ServiceError): ServiceError {
  return new ServiceError(name.endsWith("Exception") ? name : `${name}Exception`, message, statusCode);
}
