import { describe, expect, it } from "@jest/globals";
import { statesOf } from "../../../local/cli/trace/machine-run.ts";
import { history } from "./story-builders.ts";

describe("the states of an execution", () => {
  it("are told in the order of entering, with their times", () => {
    const states = statesOf(
      history(
        [0, "ExecutionStarted"],
        [0, "TaskStateEntered", "CloseContact"],
        [2, "TaskScheduled"],
        [3, "TaskStarted"],
        [4, "TaskSucceeded"],
        [5, "TaskStateExited", "CloseContact"],
        [6, "SucceedStateEntered", "ContactFinished"],
        [7, "SucceedStateExited", "ContactFinished"],
        [8, "ExecutionSucceeded"],
      ),
    );
    expect(states).toEqual([
      { name: "CloseContact", kind: "Task", enteredAt: 10, leftAt: 50, tries: 1, errors: [] },
      { name: "ContactFinished", kind: "Succeed", enteredAt: 60, leftAt: 70, tries: 0, errors: [] },
    ]);
  });

  it("count every try and name what stopped it", () => {
    const [state] = statesOf(
      history(
        [0, "ExecutionStarted"],
        [0, "TaskStateEntered", "CloseContact"],
        [2, "TaskScheduled"],
        [3, "TaskFailed", "NotReady"],
        [4, "TaskScheduled"],
        [5, "TaskTimedOut"],
        [6, "TaskScheduled"],
        [7, "TaskSucceeded"],
        [8, "TaskStateExited", "CloseContact"],
      ),
    );
    expect(state).toMatchObject({ tries: 3, errors: ["NotReady", "States.Timeout"], leftAt: 80 });
  });

  it("keep apart what branches write in between one another", () => {
    const states = statesOf(
      history(
        [0, "ExecutionStarted"],
        [0, "ParallelStateEntered", "UnderstandUtterance"],
        [2, "ParallelStateStarted"],
        [3, "TaskStateEntered", "AnalyseSentiment"],
        [3, "TaskStateEntered", "ClassifyIntent"],
        [4, "TaskScheduled"],
        [5, "TaskScheduled"],
        [6, "TaskFailed", "Transient"],
        [7, "TaskSucceeded"],
        [9, "TaskStateExited", "ClassifyIntent"],
        [8, "TaskScheduled"],
        [11, "TaskSucceeded"],
        [12, "TaskStateExited", "AnalyseSentiment"],
        [13, "ParallelStateSucceeded"],
        [14, "ParallelStateExited", "UnderstandUtterance"],
      ),
    );
    expect(states.map(({ name, tries, errors, leftAt }) => [name, tries, errors, leftAt])).toEqual([
      ["UnderstandUtterance", 0, [], 140],
      ["AnalyseSentiment", 2, ["Transient"], 120],
      ["ClassifyIntent", 1, [], 90],
    ]);
  });

  it("own an expression that failed, although it stands in no chain of theirs", () => {
    const events = history(
      [0, "ExecutionStarted"],
      [0, "TaskStateEntered", "AwaitMedia"],
      [2, "TaskStateExited", "AwaitMedia"],
      [3, "TaskStateEntered", "TranscribeMedia"],
      [3, "EvaluationFailed", "States.QueryEvaluationError"],
      [5, "TaskStateExited", "TranscribeMedia"],
    ).map((event) => (event.type === "EvaluationFailed" ? { ...event, name: "TranscribeMedia" } : event));
    expect(statesOf(events).map(({ name, errors, leftAt }) => [name, errors, leftAt])).toEqual([
      ["AwaitMedia", [], 20],
      ["TranscribeMedia", ["States.QueryEvaluationError"], 50],
    ]);
  });

  it("stay open while the execution is in them", () => {
    const [state] = statesOf(
      history([0, "ExecutionStarted"], [0, "TaskStateEntered", "AwaitMedia"], [2, "TaskScheduled"]),
    );
    expect(state).toEqual({ name: "AwaitMedia", kind: "Task", enteredAt: 10, tries: 1, errors: [] });
  });

  it("tell a second stay in a state from the first", () => {
    const states = statesOf(
      history(
        [0, "ExecutionStarted"],
        [0, "TaskStateEntered", "TranscribeMedia"],
        [2, "TaskStateExited", "TranscribeMedia"],
        [3, "TaskStateEntered", "TranscribeMedia"],
        [4, "TaskStateExited", "TranscribeMedia"],
      ),
    );
    expect(states.map(({ enteredAt, leftAt }) => [enteredAt, leftAt])).toEqual([
      [10, 20],
      [30, 40],
    ]);
  });
});
