import type { Thread } from "./thread.ts";

/** The context object as AWS lays it out. */
export type ContextObject = Readonly<Record<string, unknown>>;

/**
 * What `$states.context` (JSONata) and `$$` (JSONPath) show of the execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html
 */
export function contextObject(thread: Thread): ContextObject {
  const { run, running, mapItem } = thread;
  return {
    Execution: {
      Id: run.executionArn,
      Input: run.input.value,
      StartTime: new Date(run.startedAt).toISOString(),
      Name: run.executionName,
      RoleArn: run.roleArn,
      ...(run.type === "STANDARD" && { RedriveCount: run.redriven.count }),
      ...(run.redriven.at !== undefined && { RedriveTime: new Date(run.redriven.at).toISOString() }),
    },
    StateMachine: { Id: run.stateMachineArn, Name: run.stateMachineName },
    ...(running && {
      State: {
        Name: running.name,
        EnteredTime: new Date(running.enteredAt).toISOString(),
        ...(running.retryCount !== undefined && { RetryCount: running.retryCount }),
      },
      ...(running.taskToken !== undefined && { Task: { Token: running.taskToken } }),
    }),
    ...(mapItem && {
      Map: {
        Item: {
          Index: mapItem.index,
          ...(mapItem.key !== undefined && { Key: mapItem.key }),
          Value: mapItem.value,
          ...(mapItem.source !== undefined && { Source: mapItem.source }),
        },
      },
    }),
    ...run.test?.context,
  };
}
