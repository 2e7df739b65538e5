import { setAlarm } from "../execution/alarm.ts";
import { Payload } from "../execution/payload.ts";
import type { StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import { checkResultSize, failureDetails, isTimeout, othersDue, taskFailure } from "./task-failure.ts";
import type { TaskCall, TaskResource } from "./task-resource.ts";

/** A call to a service, as a Task makes it. */
export interface ServiceCall {
  /** As in error names, e.g. `Lambda`. */
  readonly service: string;
  /** As in events, e.g. `lambda`. */
  readonly resourceType: string;
  /** As in events, e.g. `invoke.waitForTaskToken`. */
  readonly resource: string;
  /** Whether the Task goes on when its token comes back. */
  readonly waitsForToken?: boolean;
  /** Whether the Task goes on when what it started has ended; the call then returns how to wait for it. */
  readonly waitsForEnd?: boolean;
  /** Makes the call. Throws what the service answers. */
  call(thread: Thread, work: Payload): Promise<{ readonly answer: Payload; readonly ended?: Promise<Payload> }>;
}

/** A Task whose `Resource` is a service integration, `arn:aws:states:::…`. */
export function serviceTask(service: ServiceCall): TaskResource {
  const { resourceType, resource, waitsForToken = false, waitsForEnd = false } = service;
  const name = { resourceType, resource };
  return {
    waitsForToken,
    standardOnly: waitsForToken || waitsForEnd,
    async perform(task: TaskCall): Promise<Payload> {
      const { thread, work, timeoutSeconds, heartbeatSeconds } = task;
      const { clock, tokens } = thread.run.services;
      recordScheduled(task, name);
      await thread.outside(Promise.resolve());
      thread.record("TaskStarted", { taskStartedEventDetails: name });
      const timeout = setAlarm(clock, timeoutSeconds, "States.Timeout");
      const heartbeat = setAlarm(clock, waitsForToken ? heartbeatSeconds : undefined, "States.HeartbeatTimeout");
      const token = waitsForToken ? thread.running?.taskToken : undefined;
      const pending = token === undefined ? undefined : tokens.open(token, heartbeat.putOff);
      const inTime = <T>(waiting: Promise<T>) =>
        thread.outside(Promise.race([waiting, timeout.rings, heartbeat.rings]));
      try {
        const answered = service.call(thread, work);
        answered.catch(() => undefined); // The token may come back before the call does.
        const result = await awaitResult(task, name, { answered, tokenBack: pending?.outcome, inTime });
        thread.record("TaskSucceeded", { taskSucceededEventDetails: { ...name, ...output(result) } });
        return result;
      } catch (thrown) {
        if (thread.signal.aborted) throw thrown;
        const error = recordFailure(thread, name, taskFailure(service.service, thrown));
        if (isTimeout(error)) await othersDue(thread);
        throw error;
      } finally {
        timeout.cancel();
        heartbeat.cancel();
        pending?.close();
      }
    },
  };
}

type ResourceName = Pick<ServiceCall, "resourceType" | "resource">;

function recordScheduled({ thread, work, timeoutSeconds, heartbeatSeconds }: TaskCall, name: ResourceName): void {
  thread.record("TaskScheduled", {
    taskScheduledEventDetails: {
      ...name,
      region: thread.run.region,
      parameters: work.text,
      ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
      ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
    },
  });
}

/** The call's answer; or what comes after it, when the Task waits for its token or for the end of what it started. */
async function awaitResult(
  { thread }: TaskCall,
  name: ResourceName,
  waiting: {
    readonly answered: ReturnType<ServiceCall["call"]>;
    readonly tokenBack: Promise<Payload> | undefined;
    readonly inTime: <T>(waiting: Promise<T>) => Promise<T>;
  },
): Promise<Payload> {
  const { answered, tokenBack, inTime } = waiting;
  const first = await inTime(tokenBack ? Promise.race([answered, tokenBack]) : answered);
  if (first instanceof Payload) return first;
  const { limits } = thread.run.services;
  checkResultSize(`arn:aws:states:::${name.resourceType}:${name.resource}`, first.answer, limits.payloadBytes);
  const rest = tokenBack ?? first.ended;
  if (!rest) return first.answer;
  thread.record("TaskSubmitted", { taskSubmittedEventDetails: { ...name, ...output(first.answer) } });
  return inTime(rest);
}

function recordFailure(thread: Thread, name: ResourceName, error: StatesError): StatesError {
  const details = { ...name, ...failureDetails(error) };
  if (isTimeout(error)) thread.record("TaskTimedOut", { taskTimedOutEventDetails: details });
  else thread.record("TaskFailed", { taskFailedEventDetails: details });
  return error;
}

function output(payload: Payload): { output: string; outputDetails: { truncated: false } } {
  return { output: payload.text, outputDetails: { truncated: false } };
}
