import { z } from "zod";
import { recordAborted, withGroup } from "../../execution/group.ts";
import { Payload } from "../../execution/payload.ts";
import { isRuntimeError } from "../../execution/states-error.ts";
import type { Line, Thread } from "../../execution/thread.ts";
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
          const result = await (thread.run.test?.inner({ branches }) ?? runBranches(thread, branches, work));
          thread.note("ParallelStateSucceeded");
          return exitState(thread, "Parallel", name, await data.result(thread, input, result), next);
        },
        givenUp: (error) => {
          if (!isRuntimeError(error)) thread.record("ParallelStateFailed");
        },
        leave: (outcome, catcherNext) => exitState(thread, "Parallel", name, outcome, catcherNext),
      });
    },
  };
};

function runBranches(thread: Thread, branches: readonly Block[], input: Payload): Promise<Payload> {
  const before = thread.linesBefore();
  if (!before) thread.record("ParallelStateStarted");
  return withGroup(thread, async (signal, end) => {
    const start = thread.cursor;
    const lines = branches.map((_, index): Line => {
      const line = before?.[index];
      const branch = thread.fork({ signal, cursor: start, resumes: line?.thread });
      return { thread: branch, output: line?.output };
    });
    thread.progress = { lines };
    thread.children = lines.map((line) => line.thread);
    let failed = false;
    const runBranch = async (block: Block, line: Line | undefined): Promise<Payload> => {
      if (!line || line.output) return line?.output ?? Payload.empty;
      const branch = line.thread;
      await thread.run.turns.take();
      try {
        line.output = await runBlock(block, branch, input);
        thread.cursor = branch.cursor;
        return line.output;
      } catch (error) {
        if (!failed && !thread.signal.aborted) {
          failed = true;
          thread.cursor = branch.cursor;
          if (!isRuntimeError(error)) for (const each of thread.children) recordAborted(each, branch.cursor);
          end();
        }
        throw error;
      } finally {
        thread.run.turns.give();
      }
    };
    return Payload.array(
      await thread.outside(Promise.all(branches.map((block, index) => runBranch(block, lines[index])))),
    );
  });
}
