import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { LogStore } from "../../../local/cloudwatch/log-store.ts";
import { createMetricStore } from "../../../local/cloudwatch/metric-store.ts";
import { createEventBuses } from "../../../local/event-bridge/event-bus.ts";
import { createEventsService } from "../../../local/event-bridge/events-service.ts";
import type { BusEvent, Rule, RuleTarget } from "../../../local/event-bridge/rule.ts";
import { startGateway } from "../../../local/gateway/gateway.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";

const place = { region: "ap-northeast-2", accountId: "000000000000" };

export const functionArn = "arn:aws:lambda:ap-northeast-2:000000000000:function:listener";
export const deadLetterArn = "arn:aws:sqs:ap-northeast-2:000000000000:dead-letters";

/** Buses on simulated time, which begins at noon of 2 January 2026, a Friday, with everything that they send kept. */
export function createStage(options: { readonly random?: () => number; readonly logs?: LogStore } = {}) {
  const clock = createVirtualClock(Date.parse("2026-01-02T12:00:00Z"));
  const calls: { readonly at: string; readonly to: string; readonly body: string }[] = [];
  const requests: { readonly service: string; readonly target: string; readonly input: Record<string, unknown> }[] = [];
  const letters: { readonly queueArn: string; readonly body: string; readonly attributes: Record<string, string> }[] =
    [];
  const lost: string[] = [];
  /** What the next attempts to reach a target fail with. */
  const failures: Error[] = [];
  let ids = 0;
  const attempt = () => {
    const failure = failures.shift();
    if (failure) throw failure;
  };
  const metrics = createMetricStore();
  const nextId = () => {
    ids += 1;
    return `id-${ids}`;
  };
  const buses = createEventBuses({
    ...place,
    ...options,
    clock,
    metrics,
    ids: nextId,
    functions: {
      invoke: async () => ({ ok: true, requestId: "r", payload: "null" }),
      invokeAsync: async (to, body) => {
        calls.push({ at: new Date(clock.now()).toISOString(), to, body });
        attempt();
        return { requestId: "r" };
      },
    },
    services: {
      callJson: async (service, target, input) => {
        requests.push({ service, target, input });
        attempt();
        return {};
      },
      send: async (service, _method, _path, _headers, body) => {
        requests.push({ service, target: "form", input: Object.fromEntries(new URLSearchParams(body)) });
        const failure = failures.shift();
        const text = failure
          ? `<Error><Code>${failure.name}</Code><Message>${failure.message}</Message></Error>`
          : "<PublishResponse/>";
        return { statusCode: failure ? 404 : 200, headers: {}, body: Buffer.from(text) };
      },
      close() {},
    },
    sendToQueue: async (queueArn, body, attributes = {}) => {
      if (queueArn.endsWith(":missing")) throw new Error("no such queue");
      const texts = Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]);
      letters.push({ queueArn, body, attributes: Object.fromEntries(texts) });
    },
    onLost: (from, reason) => void lost.push(`${from}: ${reason}`),
  });
  return { ...place, clock, buses, metrics, calls, requests, letters, lost, failures, nextId };
}

/** A stage behind the gateway, and a client of it. */
export async function openStage() {
  const stage = createStage();
  const gateway = await startGateway();
  const service = createEventsService(stage.buses, { ...place, clock: stage.clock, ids: stage.nextId });
  gateway.mount(service);
  const clientFor = (accessKeyId: string) =>
    new EventBridgeClient({
      endpoint: gateway.endpointUrl,
      region: place.region,
      credentials: { accessKeyId, secretAccessKey: "test" },
      maxAttempts: 1,
    });
  const client = clientFor("test");
  return {
    ...stage,
    client,
    clientFor,
    async close() {
      client.destroy();
      await service.close();
      await gateway.close();
    },
  };
}

/** An event of nobody in particular. */
export const event: BusEvent = {
  version: "0",
  id: "e1",
  "detail-type": "T",
  source: "s",
  account: "0",
  time: "2026-01-01T00:00:00Z",
  region: "r",
  resources: [],
  detail: { state: "open", list: [{ n: 1 }, { n: 2 }], quote: 'a "b"', nothing: null },
};

/** A target that is a function. */
export const functionTarget: RuleTarget = {
  id: "t",
  arn: functionArn,
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
};

/** A rule for all events, with such targets. */
export function ruleFor(targets: readonly RuleTarget[], more: Partial<Rule> = {}): Rule {
  return {
    name: "rule",
    arn: "arn:aws:events:ap-northeast-2:000000000000:rule/rule",
    busName: "default",
    description: "",
    isEnabled: true,
    pattern: { text: '{"source":[{"exists":true}]}', matches: () => true },
    targets,
    ...more,
  };
}
