import { z } from "zod";
import { recordAborted, withGroup } from "../../execution/group.ts";
import { Payload } from "../../execution/payload.ts";
import type { Thread } from "../../execution/thread.ts";
import { type Block, runBlock } from "../block.ts";
import { nextState } from "../next-state.ts";
import { compileRecovery } from "../recovery.ts";
import { checkSize, enterState, exitState, type StateType } from "../state.ts";

const parallelSchema = z.object({ Branches: z.array(z.unknown()).min(1) });

/** Parallel: runs its branches at the same time; the first that fails ends the others. https://states-language.net/spec.html#parallel-state */
export const parallelState: StateType = ({ name, fields, language, block }) => {
  const branches = parallelSchema
    .parse(fields)
    .Branches.map((branch, index) => block(branch, `${name}/Branches[${index}]`));
  const data = language.dataFlow(fields);
  const recovery = compileRecovery(fields, language);
  const next = nextState(name, fields);
  return {
    async run(thread, input) {
      enterState(thread, "Parallel", name, input);
      return recovery.run(thread, input, {
        work: async () => {
          const work = await data.work(thread, input);
          checkSize(thread, name, work);
          thread.record("ParallelStateStarted");
          const outputs = await runBranches(thread, branches, work);
          thread.note("ParallelStateSucceeded");
          const result = Payload.fromText(`[${outputs.map(({ text }) => text).join(",")}]`);
          return exitState(thread, "Parallel", name, await data.result(thread, input, result), next);
        },
        givenUp: (error) => {
          if (error.error !== "States.Runtime") thread.record("ParallelStateFailed");
        },
        leave: (outcome, catcherNext) => exitState(thread, "Parallel", name, outcome, catcherNext),
      });
    },
  };
};

function runBranches(thread: Thread, branches: readonly Block[], input: Payload): Promise<Payload[]> {
  return withGroup(thread, async (signal, end) => {
    const start = thread.cursor;
    const lines = branches.map((block) => ({ block, branch: thread.fork({ signal, cursor: start }) }));
    thread.children = lines.map(({ branch }) => branch);
    let failed = false;
    const runBranch = async ({ block, branch }: { block: Block; branch: Thread }): Promise<Payload> => {
      await thread.run.turns.take();
      try {
        const output = await runBlock(block, branch, input);
        thread.cursor = branch.cursor;
        return output;
      } catch (error) {
        if (!failed && !thread.signal.aborted) {
          failed = true;
          thread.cursor = branch.cursor;
          for (const each of thread.children) recordAborted(each, branch.cursor);
          end();
        }
        throw error;
      } finally {
        thread.run.turns.give();
      }
    };
    return thread.outside(Promise.all(lines.map(runBranch)));
  });
}
