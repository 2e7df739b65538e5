import { describe, expect, it } from "@jest/globals";
import { judgeExecution } from "./judge-execution.ts";
import { recordedExecution } from "./recorded-execution.ts";
import { type ExecutionAnswer, roleArn } from "./replay-execution.ts";

const id = (digit: number) => `0000000${digit}-0000-4000-8000-000000000000`;

/** What the service answers for a machine of one Pass state. */
const events = (output = '{"id":"x"}') => [
  {
    type: "ExecutionStarted",
    id: 1,
    previousEventId: 0,
    executionStartedEventDetails: { input: "{}", inputDetails: { truncated: false }, roleArn },
  },
  { type: "PassStateEntered", id: 2, previousEventId: 0, stateEnteredEventDetails: { name: "A", input: "{}" } },
  { type: "PassStateExited", id: 3, previousEventId: 2, stateExitedEventDetails: { name: "A", output } },
  { type: "ExecutionSucceeded", id: 4, previousEventId: 3, executionSucceededEventDetails: { output } },
];

const answer = (output?: string): ExecutionAnswer => ({
  events: events(output),
  description: { status: "SUCCEEDED", output: output ?? '{"id":"x"}', startDate: new Date(0), redriveCount: 0 },
});

/** The recording of that answer: objects parsed, the role hidden. */
const recording = (change: (expected: ReturnType<typeof expectation>) => void = () => undefined, rest: object = {}) => {
  const expected = expectation();
  change(expected);
  const definition = { StartAt: "A", States: { A: { Type: "Pass", End: true } } };
  return recordedExecution.parse({
    name: "line",
    definition,
    input: {},
    expected,
    recorded: "01-02-2026, 10:00:00",
    ...rest,
  });
};

function expectation() {
  const output: unknown = { id: "x" };
  return {
    status: "SUCCEEDED",
    output,
    history: "full",
    events: [
      {
        type: "ExecutionStarted",
        id: 1,
        previousEventId: 0,
        executionStartedEventDetails: { input: {}, inputDetails: { truncated: false }, roleArn: "snf_role_arn" },
      },
      { type: "PassStateEntered", id: 2, previousEventId: 0, stateEnteredEventDetails: { name: "A", input: {} } },
      { type: "PassStateExited", id: 3, previousEventId: 2, stateExitedEventDetails: { name: "A", output } },
      { type: "ExecutionSucceeded", id: 4, previousEventId: 3, executionSucceededEventDetails: { output } },
    ] as Record<string, unknown>[],
    describe: undefined as Record<string, unknown> | undefined,
  };
}

const places = (line: ReturnType<typeof recording>, given = answer()) =>
  judgeExecution(line, given).differences.map(({ path }) => path);

describe("an answer is compared with everything that was recorded", () => {
  it("and is right when all is the same", () => {
    expect(places(recording())).toEqual([]);
  });

  it.each<[string, (expected: ReturnType<typeof expectation>) => void, string]>([
    ["another status", (e) => Object.assign(e, { status: "FAILED", error: "E", cause: null }), "status"],
    ["another output", (e) => Object.assign(e, { output: { id: "y" } }), "output.id"],
    ["another type", (e) => Object.assign(e.events[1] ?? {}, { type: "TaskStateEntered" }), "events[1].type"],
    ["another id", (e) => Object.assign(e.events[1] ?? {}, { id: 3 }), "events[1].id"],
    [
      "another previousEventId",
      (e) => Object.assign(e.events[3] ?? {}, { previousEventId: 2 }),
      "events[3].previousEventId",
    ],
    [
      "a detail more",
      (e) => Object.assign(e.events[1] ?? {}, { stateEnteredEventDetails: { name: "A", input: {}, x: 1 } }),
      "events[1].stateEnteredEventDetails.x",
    ],
    [
      "a detail less",
      (e) => Object.assign(e.events[1] ?? {}, { stateEnteredEventDetails: { name: "A" } }),
      "events[1].stateEnteredEventDetails.input",
    ],
    ["an event more", (e) => e.events.push({ type: "ExecutionFailed", id: 5, previousEventId: 4 }), "events[4]"],
    ["an event less", (e) => e.events.pop(), "events[3]"],
    [
      "another description",
      (e) =>
        Object.assign(e, {
          describe: { status: "SUCCEEDED", output: { id: "x" }, startDate: "datetime", redriveCount: 1 },
        }),
      "describe.redriveCount",
    ],
  ])("%s is found", (_what, change, place) => {
    expect(places(recording(change))).toContain(place);
  });

  it("texts that are arrays and scalars stay texts, with their white space", () => {
    const asText = (output: string) => (e: ReturnType<typeof expectation>) => {
      Object.assign(e, { output: [1, 2] });
      Object.assign(e.events[2] ?? {}, { stateExitedEventDetails: { name: "A", output } });
      Object.assign(e.events[3] ?? {}, { executionSucceededEventDetails: { output } });
    };
    expect(places(recording(asText("[1,2]")), answer("[1,2]"))).toEqual([]);
    expect(places(recording(asText("[1, 2]")), answer("[1,2]"))).toHaveLength(2);
  });
});

describe("placeholders", () => {
  const withOutput = (output: unknown) => (e: ReturnType<typeof expectation>) => {
    Object.assign(e, { output });
    Object.assign(e.events[2] ?? {}, { stateExitedEventDetails: { name: "A", output } });
    Object.assign(e.events[3] ?? {}, { executionSucceededEventDetails: { output } });
  };

  it("stand for the same text wherever they occur", () => {
    const line = recording(withOutput({ a: "<uuid:1>", b: "id <uuid:1>" }));
    expect(places(line, answer(JSON.stringify({ a: id(1), b: `id ${id(1)}` })))).toEqual([]);
    expect(places(line, answer(JSON.stringify({ a: id(1), b: `id ${id(2)}` })))).toContain("output.b");
  });

  it("of one kind stand for different texts", () => {
    const line = recording(withOutput({ a: "<uuid:1>", b: "<uuid:2>" }));
    expect(places(line, answer(JSON.stringify({ a: id(1), b: id(2) })))).toEqual([]);
    expect(places(line, answer(JSON.stringify({ a: id(1), b: id(1) })))).toContain("output.b");
  });

  it("must have the form of what they stand for", () => {
    expect(places(recording(withOutput({ a: "<uuid:1>" })), answer('{"a":"no uuid"}'))).toContain("output.a");
  });

  it("are none where the definition has the same text", () => {
    const definition = { Comment: "<omitted>", StartAt: "A", States: { A: { Type: "Pass", End: true } } };
    expect(places(recording(withOutput({ a: "<omitted>" }), { definition }), answer('{"a":"x"}'))).toContain(
      "output.a",
    );
  });

  it("date stands for a date within a text, and timestamp for what a key of that name holds", () => {
    const line = recording(withOutput({ text: "at date.", TimestampValue: "timestamp" }));
    const given = { text: "at 2026-01-05T09:30:00Z.", TimestampValue: "no date" };
    expect(places(line, answer(JSON.stringify(given)))).toEqual([]);
  });

  it("a mask of the test hides what it hid", () => {
    const masks = [{ path: "$..output.id", value: "hidden" }];
    expect(places(recording(withOutput({ id: "hidden" }), { masks }))).toEqual([]);
  });
});

describe("the order of what runs at the same time", () => {
  const branches = [{ StartAt: "A", States: { A: { Type: "Pass", End: true } } }];
  const line = (count: number) =>
    recording(
      (e) => {
        e.events.splice(
          1,
          3,
          { type: "WaitStateEntered", id: 2, previousEventId: 1 },
          { type: "PassStateEntered", id: 3, previousEventId: 1 },
          {
            type: "ExecutionSucceeded",
            id: 4,
            previousEventId: 3,
            executionSucceededEventDetails: { output: { id: "x" } },
          },
        );
      },
      {
        definition: {
          StartAt: "P",
          States: { P: { Type: "Parallel", End: true, Branches: Array(count).fill(branches[0]) } },
        },
      },
    );
  const given = (last: number): ExecutionAnswer => {
    const [started, , , ended] = events();
    return {
      ...answer(),
      events: [
        started ?? {},
        { type: "PassStateEntered", id: 2, previousEventId: 1 },
        { type: "WaitStateEntered", id: 3, previousEventId: 1 },
        { ...ended, id: 4, previousEventId: last },
      ],
    };
  };

  it("does not count, as long as every event follows the same one", () => {
    expect(judgeExecution(line(2), given(2))).toEqual({ differences: [], otherOrder: true });
  });

  it("counts when an event follows another one", () => {
    expect(judgeExecution(line(2), given(3)).differences).not.toEqual([]);
  });

  it("counts where nothing runs at the same time", () => {
    expect(judgeExecution(line(1), given(2)).differences).not.toEqual([]);
  });
});
