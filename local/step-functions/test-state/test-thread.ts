import { createEventSink } from "../execution/history.ts";
import { Payload } from "../execution/payload.ts";
import type { Run, Services } from "../execution/run.ts";
import { Thread } from "../execution/thread.ts";
import { Turns } from "../execution/turns.ts";
import type { StateTest } from "./state-test.ts";
import type { StateUnderTest } from "./state-under-test.ts";

/** What a state under test sees of the execution that it is not part of. */
export interface TestSurroundings {
  readonly subject: StateUnderTest;
  readonly input: Payload;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly roleArn: string;
  readonly test: StateTest;
  readonly signal: AbortSignal;
  readonly account: { readonly region: string; readonly accountId: string };
}

/** Makes the thread that one state runs on. Its events go nowhere. A state inside a Map sees the input as its first item. */
export function testThread(services: Services, surroundings: TestSurroundings): Thread {
  const { subject, input, variables, test, signal, account } = surroundings;
  const name = services.ids();
  const prefix = `arn:aws:states:${account.region}:${account.accountId}`;
  const events = createEventSink(services.clock.now, () => undefined);
  const run: Run = {
    services,
    executionArn: `${prefix}:express:TestState:${name}:${services.ids()}`,
    executionName: name,
    stateMachineArn: `${prefix}:stateMachine:TestState`,
    stateMachineName: "TestState",
    type: "STANDARD",
    roleArn: surroundings.roleArn,
    region: account.region,
    input,
    startedAt: services.clock.now(),
    redriven: { count: 0, at: undefined },
    events,
    turns: new Turns(),
    test,
  };
  const mapItem = subject.isInMap ? { index: 0, value: input.value, source: "STATE_DATA" } : undefined;
  const cursor = events.record("ExecutionStarted", 0);
  const thread = new Thread(run, { signal, cursor, mapItem });
  thread.variables.assign(new Map(Object.entries(variables).map(([key, value]) => [key, Payload.of(value)])));
  return thread;
}
