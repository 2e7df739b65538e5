import { LambdaClient } from "@aws-sdk/client-lambda";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type LocalStack, startLocalStack } from "../../../local/stack/local-stack.ts";
import { eventually, functionResource, type PackagedService, packagedService } from "./packaged-service.ts";

const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const eventInvokeConfig = (functionName: string, properties: object) => ({
  Type: "AWS::Lambda::EventInvokeConfig",
  Properties: { FunctionName: { Ref: functionName }, Qualifier: "$LATEST", MaximumRetryAttempts: 0, ...properties },
});

const template = {
  Resources: {
    Works: functionResource("works"),
    Fails: functionResource("fails"),
    WorksVersion: { Type: "AWS::Lambda::Version", Properties: { FunctionName: { Ref: "Works" }, CodeSha256: "x" } },
    Queue: { Type: "AWS::SQS::Queue", Properties: { QueueName: "records" } },
    Topic: {
      Type: "AWS::SNS::Topic",
      Properties: { TopicName: "failures", Subscription: [{ Protocol: "sqs", Endpoint: arn("Queue") }] },
    },
    Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "records" } },
    Rule: {
      Type: "AWS::Events::Rule",
      Properties: {
        EventBusName: { Ref: "Bus" },
        EventPattern: { source: ["lambda"], "detail-type": ["Lambda Function Invocation Result - Success"] },
        Targets: [{ Id: "queue", Arn: arn("Queue") }],
      },
    },
    WorksConfig: eventInvokeConfig("Works", { DestinationConfig: { OnSuccess: { Destination: arn("Bus") } } }),
    FailsConfig: eventInvokeConfig("Fails", { DestinationConfig: { OnFailure: { Destination: { Ref: "Topic" } } } }),
  },
};

const functions = {
  works: 'export const handler = async () => "done";',
  fails: 'export const handler = async () => { throw new Error("broken"); };',
};

describe("Lambda resources of a template", () => {
  let service: PackagedService;
  let stack: LocalStack;
  let lambda: LambdaClient;
  let sqs: SQSClient;
  beforeAll(async () => {
    service = packagedService(template, functions);
    stack = await startLocalStack({
      directory: service.directory,
      lambda: { invocationsPerEnvironment: 8 },
    });
    const options = {
      endpoint: stack.endpointUrl,
      region: "ap-northeast-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    };
    lambda = new LambdaClient(options);
    sqs = new SQSClient(options);
  });
  afterAll(async () => {
    lambda?.destroy();
    sqs?.destroy();
    await stack?.close();
    service?.remove();
  });

  const nextRecord = () =>
    eventually(async () => {
      const QueueUrl = `${stack.endpointUrl}/000000000000/records`;
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      return Messages?.[0]?.Body && JSON.parse(Messages[0].Body);
    });

  it("brings a success to an event bus, as the event that its rules match", async () => {
    await stack.functions.invokeAsync("sample-dev-works", '{"n":1}');
    expect(await nextRecord()).toMatchObject({
      source: "lambda",
      "detail-type": "Lambda Function Invocation Result - Success",
      detail: { requestContext: { condition: "Success" }, requestPayload: { n: 1 }, responsePayload: "done" },
    });
  });

  it("brings a failure to a topic", async () => {
    await stack.functions.invokeAsync("sample-dev-fails", '{"n":2}');
    const { Message } = await nextRecord();
    expect(JSON.parse(Message)).toMatchObject({
      requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 1 },
      requestPayload: { n: 2 },
      responsePayload: { errorMessage: "broken" },
    });
    expect(stack.lost()).toBe(0);
  });

  it("publishes its versions, and runs so many invocations in an environment as the stack was started with", async () => {
    expect(stack.resources.WorksVersion?.ref).toMatch(/:function:sample-dev-works:1$/);
    const runs = Array.from({ length: 8 }, () => stack.functions.invoke("sample-dev-works:1", "{}"));
    expect((await Promise.all(runs)).map(({ executedVersion }) => executedVersion)).toEqual(Array(8).fill("1"));
    expect(stack.unsupported).toEqual([]);
  });
});
