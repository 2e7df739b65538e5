import { describe, expect, it } from "@jest/globals";
import type { ServiceClient } from "../../../local/gateway/service-client.ts";
import { publishToTopic } from "../../../local/stack/publish-to-topic.ts";

const topic = "arn:aws:sns:ap-northeast-2:000000000000:first-line";

/** SNS as far as it is asked here: notes the form that it gets, and gives an answer. */
function sns(statusCode: number, answer: string) {
  const forms: URLSearchParams[] = [];
  const client: ServiceClient = {
    callJson: async () => ({}),
    send: async (_service, _method, _path, _headers, body) => {
      forms.push(new URLSearchParams(body));
      return { statusCode, headers: {}, body: Buffer.from(answer) };
    },
    close: () => {},
  };
  return { client, forms };
}
const taken = "<PublishResponse><PublishResult><MessageId>id-1</MessageId></PublishResult></PublishResponse>";

describe("sns:publish", () => {
  it("publishes a message with its subject and attributes, and gives its id", async () => {
    const { client, forms } = sns(200, taken);
    const MessageAttributes = {
      severity: { DataType: "String", StringValue: "high" },
      source: { DataType: "String", StringValue: "alarm" },
    };
    expect(
      await publishToTopic(client, { TopicArn: topic, Subject: "새 이슈", Message: "본문 & more", MessageAttributes }),
    ).toEqual({ MessageId: "id-1" });
    expect(Object.fromEntries(forms[0] ?? [])).toMatchObject({
      Action: "Publish",
      TopicArn: topic,
      Subject: "새 이슈",
      Message: "본문 & more",
      "MessageAttributes.entry.1.Name": "severity",
      "MessageAttributes.entry.1.Value.StringValue": "high",
      "MessageAttributes.entry.2.Name": "source",
      "MessageAttributes.entry.2.Value.DataType": "String",
    });
  });
  it("sends a message that is JSON as its text", async () => {
    const { client, forms } = sns(200, taken);
    await publishToTopic(client, { TopicArn: topic, Message: { a: ["b"] } });
    expect(forms[0]?.get("Message")).toBe('{"a":["b"]}');
  });
  it("fails under the name that the SDK has for SNS's error", async () => {
    const { client } = sns(404, "<Error><Code>NotFound</Code><Message>Topic does not exist</Message></Error>");
    await expect(publishToTopic(client, { TopicArn: topic, Message: "x" })).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Topic does not exist",
    });
  });
  it("refuses arguments that break the contract by naming the field", async () => {
    const { client } = sns(200, taken);
    await expect(publishToTopic(client, { Message: "x" })).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("TopicArn"),
    });
  });
});
