import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { KinesisVideoClient } from "@aws-sdk/client-kinesis-video";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { simulatedServiceAccessKeyId } from "../gateway/credential-scope.ts";
import { location } from "./instance.ts";

/** The clients with which the simulated Amazon Connect reaches the other services, over the stack's endpoint. */
export function createAmazonClients(endpoint: string) {
  const credentials = { accessKeyId: simulatedServiceAccessKeyId, secretAccessKey: "simulated" };
  const common = { endpoint, region: location.region, credentials };
  return {
    events: new EventBridgeClient(common),
    kinesis: new KinesisClient(common),
    kinesisVideo: new KinesisVideoClient(common),
    lambda: new LambdaClient({ ...common, maxAttempts: 1 }),
  };
}
