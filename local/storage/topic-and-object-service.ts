import { buildApp } from "fauxqs";
import { readBody } from "../gateway/read-body.ts";
import type { LocalService, ServiceRequest, ServiceResponse } from "../gateway/service.ts";
import type { QueueRegistry } from "./queues/queue-registry.ts";
import { createTopicDelivery } from "./topic-delivery.ts";

/**
 * SNS and S3 (and STS GetCallerIdentity): fauxqs, in memory, called within this process (https://github.com/kibertoad/fauxqs). Topics deliver to
 * the stack's own queues. The first request waits until fauxqs is ready. Times that it writes (the Timestamp of a notification, the LastModified
 * of an object) are the machine's.
 * @param onLost told of a notification whose queue does not exist
 */
export function createTopicAndObjectService(
  region: string,
  queues: QueueRegistry,
  onLost: (from: string, reason: string) => void,
): LocalService {
  const app = buildApp({ logger: false, defaultRegion: region });
  const delivery = createTopicDelivery(app, queues, onLost);

  const answerTopicRequest = async (request: ServiceRequest, response: ServiceResponse) => {
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(":")));
    const payload = await readBody(request);
    const parameters = new URLSearchParams(payload.toString("utf8"));
    const action = parameters.get("Action");
    if (action === "Subscribe" && parameters.get("Protocol") === "sqs")
      await delivery.subscribe(parameters.get("Endpoint") ?? "");
    const answer = await app.inject({ method: "POST", url: "/", headers, payload });
    if (action === "Publish" || action === "PublishBatch") await delivery.deliver();
    response.writeHead(answer.statusCode, { ...answer.headers, "content-length": answer.rawPayload.byteLength });
    response.end(answer.rawPayload);
  };
  return {
    signingNames: ["sns", "s3", "sts"],
    async handle(request, response) {
      await app.ready();
      const isTopicRequest = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
      if (isTopicRequest) return answerTopicRequest(request, response);
      app.server.emit("request", request, response);
    },
    close: () => app.close(),
  };
}
