import { DataFault } from "../../execution/states-error.ts";
import { nextState } from "../next-state.ts";
import { enterState, exitState, type StateType } from "../state.ts";
import { waitUntil } from "../wait-until.ts";

/** Wait: sleeps for `Seconds` or until `Timestamp`. https://states-language.net/spec.html#wait-state */
export const waitState: StateType = ({ name, fields, language }) => {
  const data = language.dataFlow(fields);
  const seconds = language.field(fields, "Seconds");
  const timestamp = language.field(fields, "Timestamp");
  const next = nextState(name, fields);
  return {
    async run(thread, input) {
      enterState(thread, "Wait", name, input);
      thread.decision = thread.cursor;
      const { clock } = thread.run.services;
      const until = waitUntil({
        now: clock.now(),
        seconds: await seconds(thread, input),
        timestamp: await timestamp(thread, input),
        fields,
        language: language.name,
      });
      if (until instanceof DataFault) throw until;
      await thread.outside(clock.sleep(Math.max(0, until - clock.now()), thread.signal));
      return exitState(thread, "Wait", name, await data.pass(thread, input), next);
    },
  };
};
