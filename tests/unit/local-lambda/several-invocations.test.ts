import { afterAll, describe, expect, it } from "@jest/globals";
import { openLambdaRoom } from "./lambda-room.ts";

describe("an environment that runs several invocations at once, for load tests", () => {
  const room = openLambdaRoom();
  const start: typeof room.start = (changes, options) =>
    room.start(changes, { ...options, invocationsPerEnvironment: 4 });
  afterAll(() => room.close());

  it("takes as many as it is told and not one more, and they share its modules", async () => {
    const { invoke, host } = start();
    const four = await Promise.all(Array.from({ length: 4 }, () => invoke({ sleep: 50 })));
    expect(host.load().environments).toBe(1);
    expect(host.statistics().f).toMatchObject({ coldStarts: 1, invocations: 4 });
    expect(four.map(({ value }) => value.calls)).toEqual([4, 4, 4, 4]);
    await Promise.all(Array.from({ length: 5 }, () => invoke({ sleep: 50 })));
    expect(host.load().environments).toBe(2);
  });

  it("gives each its own context, and its own request id to each line that it logs, across waits", async () => {
    const { invoke, lines } = start();
    const outcomes = await Promise.all(["a", "b", "c"].map((say) => invoke({ say })));
    for (const { requestId, value: say } of outcomes) {
      const own = lines().filter((line) => line.includes(`\t${requestId}\tINFO\t`));
      expect(own.map((line) => line.split("\t")[3])).toEqual([`${say} before`, `${say} after`]);
    }
    const contexts = await Promise.all([invoke({ sleep: 20 }), invoke({ sleep: 20 })]);
    for (const { requestId, value } of contexts) expect(value.context.id).toBe(requestId);
  });

  it("ends one that is out of time alone, lets the others end, and takes no new ones", async () => {
    const { invoke, host } = start({ timeoutSeconds: 1 });
    await invoke({});
    const late = invoke({ sleep: 5_000 });
    const others = new Promise((resolve) => setTimeout(resolve, 500)).then(() => invoke({ sleep: 750 }));
    expect(await late).toMatchObject({ ok: false, errorType: "Sandbox.Timedout" });
    expect((await invoke({})).value.calls).toBe(1);
    expect(await others).toMatchObject({ ok: true, value: { calls: 3 } });
    expect(host.load().environments).toBe(1);
  });

  it("takes all of them along when it exits, each with its own request id", async () => {
    const { invoke } = start();
    await invoke({});
    const [exits, other] = await Promise.all([invoke({ sleep: 20, exit: true }), invoke({ sleep: 1_000 })]);
    for (const { requestId, value } of [exits, other]) {
      const errorMessage = `RequestId: ${requestId} Error: Runtime exited with error: exit status 3`;
      expect(value).toEqual({ errorType: "Runtime.ExitError", errorMessage });
    }
  });
});
