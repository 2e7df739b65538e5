import { buffer } from "node:stream/consumers";
import { buildApp } from "fauxqs";
import type { LocalService, ServiceRequest, ServiceResponse } from "../gateway/service.ts";

/** Operations of SQS whose answer holds the URLs of queues. */
const answersWithUrls = /\.(CreateQueue|GetQueueUrl|ListQueues)$/;

/** How fauxqs begins the URLs of its queues: a host that only some machines resolve. */
const queueOrigin = /http:\/\/sqs\.[^/"]+\.localhost(?::\d+)?\//g;

/**
 * SQS, SNS and S3 (and STS GetCallerIdentity): fauxqs, in memory, called within this process (https://github.com/kibertoad/fauxqs).
 * Queue URLs lead to the host that the client asked. The first request waits until fauxqs is ready.
 */
export function createQueueAndObjectService(region: string): LocalService {
  const app = buildApp({ logger: false, defaultRegion: region });

  const answerWithUrls = async (request: ServiceRequest, response: ServiceResponse) => {
    const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !name.startsWith(":")));
    const answer = await app.inject({ method: "POST", url: "/", headers, payload: await buffer(request) });
    const body = Buffer.from(answer.body.replace(queueOrigin, `http://${request.headers.host}/`));
    response.writeHead(answer.statusCode, { ...answer.headers, "content-length": body.byteLength });
    response.end(body);
  };
  return {
    signingNames: ["sqs", "sns", "s3", "sts"],
    async handle(request, response) {
      await app.ready();
      if (answersWithUrls.test(String(request.headers["x-amz-target"] ?? ""))) return answerWithUrls(request, response);
      app.server.emit("request", request, response);
    },
    close: () => app.close(),
  };
}
