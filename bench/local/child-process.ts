import { fork } from "node:child_process";

/** A process of the bench, as the one that started it sees it. */
export interface ChildProcess {
  /** Asks and waits for the answer, one question at a time. Rejects with what the child threw, or when the child ends instead. */
  ask(question: object): Promise<unknown>;
  /** Closes the channel, whereupon the child cleans up and ends. */
  end(): void;
}

interface Answer {
  readonly value?: unknown;
  readonly error?: string;
}

/** Starts a program of this folder. */
export function startChild(program: string, args: readonly string[]): ChildProcess {
  const child = fork(new URL(program, import.meta.url), args);
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const onExit = (status: number | null) => reject(new Error(`${program} ended with status ${status}.`));
        child.once("exit", onExit);
        child.once("message", ({ value, error }: Answer) => {
          child.off("exit", onExit);
          if (error === undefined) resolve(value);
          else reject(new Error(`${program}: ${error}`));
        });
        child.send(question, (error) => error && reject(error));
      }),
    end: () => child.disconnect(),
  };
}

/** In the child: answers every question until the channel is closed, then cleans up and ends. */
export function answerQuestions(answer: (question: unknown) => unknown, cleanUp: () => Promise<void>): void {
  const send = (message: Answer) => void process.send?.(message);
  process.on("message", async (question) => {
    try {
      send({ value: await answer(question) });
    } catch (error) {
      send({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.once("disconnect", async () => {
    await cleanUp();
    process.exit();
  });
}
