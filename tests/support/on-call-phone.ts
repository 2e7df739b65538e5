import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { z } from "zod";
import type { Centre } from "./centre.ts";
import { eventually } from "./eventually.ts";

const Envelope = z.object({
  /** EventBridge publishes without one. */
  Subject: z.string().default(""),
  Message: z.string(),
  MessageAttributes: z.record(z.string(), z.object({ Value: z.string() })).default({}),
});

/** A notice as it arrived. */
export type ReceivedNotice = z.infer<typeof Envelope>;

/** Somebody who is on call: a queue that is subscribed to the topic of a line, or of the supervisors. */
export async function answerOnCallPhone(centre: Centre, line: "First" | "Second" | "Third" | "Supervisor") {
  const { endpointUrl } = centre.stack;
  const credentials = { accessKeyId: "tester", secretAccessKey: "secret" };
  const sqs = new SQSClient({ endpoint: endpointUrl, region: "ap-northeast-2", credentials });
  const name = `on-call-${line.toLowerCase()}`;
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
  const form = new URLSearchParams({
    Action: "Subscribe",
    TopicArn: centre.output(line === "Supervisor" ? "SupervisorTopicArn" : `${line}LineTopicArn`),
    Protocol: "sqs",
    Endpoint: `arn:aws:sqs:ap-northeast-2:000000000000:${name}`,
  });
  const reply = await fetch(endpointUrl, {
    method: "POST",
    headers: {
      authorization:
        "AWS4-HMAC-SHA256 Credential=tester/20260101/ap-northeast-2/sns/aws4_request, SignedHeaders=host, Signature=0",
      "x-amz-date": "20260101T000000Z",
      "content-type": "application/x-www-form-urlencoded",
    },
    body: form.toString(),
  });
  if (!reply.ok) throw new Error(`SNS refused the subscription: ${await reply.text()}`);
  const received: ReceivedNotice[] = [];
  const receive = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    received.push(...Messages.map(({ Body }) => Envelope.parse(JSON.parse(Body ?? "{}"))));
    return received as readonly ReceivedNotice[];
  };
  return {
    received: received as readonly ReceivedNotice[],
    /** Everything so far, with what has just come. */
    receive,
    /** Waits for a notice of that issue. */
    hear: (issueId: string): Promise<ReceivedNotice> =>
      eventually(`the ${line} line is told of ${issueId}`, async () => {
        return (await receive()).find(({ Subject }) => Subject.includes(issueId));
      }),
    close: () => sqs.destroy(),
  };
}
