import { z } from "zod";
import { DataFault } from "../../execution/states-error.ts";
import { nextState } from "../next-state.ts";
import { compileRecovery } from "../recovery.ts";
import { checkSize, enterState, exitState, type StateType } from "../state.ts";

const taskSchema = z.object({ Resource: z.string() });

/** Task: has its resource do the work. https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export const taskState: StateType = ({ name, fields, language, resource }) => {
  const { Resource } = taskSchema.parse(fields);
  const taskResource = resource(Resource);
  const data = language.dataFlow(fields);
  const timeout = language.field(fields, "TimeoutSeconds");
  const heartbeat = language.field(fields, "HeartbeatSeconds");
  const recovery = compileRecovery(fields, language);
  const next = nextState(name, fields);
  return {
    async run(thread, input) {
      enterState(thread, "Task", name, input);
      return recovery.run(thread, input, {
        work: async () => {
          if (taskResource.waitsForToken && thread.running)
            thread.running.taskToken = thread.run.services.tokens.issue();
          const work = await data.work(thread, input);
          checkSize(thread, name, work);
          const result = await taskResource.perform({
            thread,
            work,
            timeoutSeconds: secondsOrNothing(await timeout(thread, input), "TimeoutSeconds"),
            heartbeatSeconds: secondsOrNothing(await heartbeat(thread, input), "HeartbeatSeconds"),
          });
          return exitState(thread, "Task", name, await data.result(thread, input, result), next);
        },
        leave: (outcome, catcherNext) => exitState(thread, "Task", name, outcome, catcherNext),
      });
    },
  };
};

function secondsOrNothing(value: unknown, field: string): number | undefined {
  if (value === undefined || (typeof value === "number" && Number.isInteger(value) && value > 0)) return value;
  throw new DataFault(
    "States.Runtime",
    `The field '${field}' must be a positive integer but was: ${JSON.stringify(value)}`,
  );
}
