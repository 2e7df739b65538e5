import { z } from "zod";
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
  const form = new URLSearchParams({ Action: "Publish", Version: "2010-03-31", TopicArn });
  form.set("Message", typeof Message === "string" ? Message : (JSON.stringify(Message) ?? ""));
  if (Subject !== undefined) form.set("Subject", Subject);
  for (const [index, [name, { DataType, StringValue }]] of Object.entries(MessageAttributes).entries()) {
    const entry = `MessageAttributes.entry.${index + 1}`;
    form.set(`${entry}.Name`, name);
    form.set(`${entry}.Value.DataType`, DataType);
    form.set(`${entry}.Value.StringValue`, StringValue);
  }
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const reply = await services.send("sns", "POST", "/", headers, form.toString());
  const answer = reply.body.toString("utf8");
  if (reply.statusCode >= 300) {
    const code = textOf(answer, "Code") ?? "InternalError";
    const name = code.endsWith("Exception") ? code : `${code}Exception`;
    throw new ServiceError(name, textOf(answer, "Message") ?? `SNS answered with status ${reply.statusCode}.`);
  }
  return { MessageId: textOf(answer, "MessageId") };
}

/** The text of the first element of that name. */
function textOf(xml: string, element: string): string | undefined {
  return new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
}
