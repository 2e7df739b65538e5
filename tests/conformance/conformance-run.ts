import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SFNClient } from "@aws-sdk/client-sfn";
import { type Gateway, startGateway } from "../../local/gateway/gateway.ts";
import { createVirtualClock } from "../../local/virtual-clock.ts";
import type { Difference } from "./compare.ts";
import { judgeExecution, type Verdict } from "./judge-execution.ts";
import type { RecordedExecution } from "./recorded-execution.ts";
import { replayExecution } from "./replay-execution.ts";
import { type RecordedPattern, replayPattern } from "./replay-pattern.ts";

/** A gateway on this machine and SDK clients of it, with which recordings are replayed one after the other. */
export interface ConformanceRun {
  replayExecution(line: RecordedExecution): Promise<Verdict>;
  replayPattern(line: RecordedPattern): Promise<readonly Difference[]>;
  close(): Promise<void>;
}

/** Opens the gateway. */
export async function startConformanceRun(): Promise<ConformanceRun> {
  const gateway: Gateway = await startGateway();
  const options = {
    endpoint: gateway.endpointUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "conformance", secretAccessKey: "conformance" },
    maxAttempts: 1,
  };
  const clock = createVirtualClock(Date.parse("2026-01-05T00:00:00Z"));
  const states = new SFNClient({ ...options, disableHostPrefix: true });
  const events = new EventBridgeClient(options);
  return {
    async replayExecution(line) {
      try {
        return judgeExecution(line, await replayExecution(line, { gateway, client: states, clock }));
      } catch (error) {
        return { differences: [{ path: "replay", expected: "an answer", actual: String(error) }], otherOrder: false };
      }
    },
    replayPattern: (line) => replayPattern(line, { gateway, client: events, clock }),
    async close() {
      states.destroy();
      events.destroy();
      await gateway.close();
    },
  };
}
