import { setAlarm } from "../execution/alarm.ts";
import type { Payload } from "../execution/payload.ts";
import {
  checkResultSize,
  failureDetails,
  functionNotFound,
  functionResult,
  isTimeout,
  othersDue,
  taskFailure,
} from "./task-failure.ts";
import type { TaskCall, TaskResource } from "./task-resource.ts";

/** A Task whose `Resource` is a function's own ARN: the function gets the Task's arguments and returns its result. */
export function lambdaFunction(functionArn: string): TaskResource {
  return {
    waitsForToken: false,
    standardOnly: false,
    async perform({ thread, work, timeoutSeconds }: TaskCall): Promise<Payload> {
      const { clock, functions, limits } = thread.run.services;
      thread.record("LambdaFunctionScheduled", {
        lambdaFunctionScheduledEventDetails: {
          resource: functionArn,
          input: work.text,
          inputDetails: { truncated: false },
          ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
        },
      });
      await thread.outside(Promise.resolve());
      thread.record("LambdaFunctionStarted");
      const timeout = setAlarm(clock, timeoutSeconds, "States.Timeout");
      try {
        const outcome = await thread.outside(Promise.race([functions.invoke(functionArn, work.text), timeout.rings]));
        const result = functionResult(outcome);
        checkResultSize(functionArn, result, limits.payloadBytes);
        thread.record("LambdaFunctionSucceeded", {
          lambdaFunctionSucceededEventDetails: { output: result.text, outputDetails: { truncated: false } },
        });
        return result;
      } catch (thrown) {
        if (thread.signal.aborted) throw thrown;
        const error = functionNotFound(thread, functionArn, thrown) ?? taskFailure("Lambda", thrown);
        if (isTimeout(error)) {
          thread.record("LambdaFunctionTimedOut", { lambdaFunctionTimedOutEventDetails: failureDetails(error) });
          await othersDue(thread);
        } else thread.record("LambdaFunctionFailed", { lambdaFunctionFailedEventDetails: failureDetails(error) });
        throw error;
      } finally {
        timeout.cancel();
      }
    },
  };
}
