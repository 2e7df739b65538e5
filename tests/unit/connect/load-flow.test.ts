import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { FlowRefused, loadFlow } from "../../../local/connect/flow/load-flow.ts";

const inbound = readFileSync("flows/inbound.json", "utf8");

/** A flow that only hangs up, changed as the test wants. */
function flow(changes: { type?: string; parameters?: unknown; transitions?: unknown; more?: object }): string {
  return JSON.stringify({
    Version: "2019-10-30",
    StartAction: "first",
    Actions: [
      {
        Identifier: "first",
        Type: changes.type ?? "DisconnectParticipant",
        Parameters: changes.parameters ?? {},
        Transitions: changes.transitions ?? {},
      },
      { Identifier: "last", Type: "DisconnectParticipant", Parameters: {}, Transitions: {} },
    ],
    ...changes.more,
  });
}

const refusalOf = (text: string): string => {
  try {
    loadFlow(text, "test.json");
  } catch (error) {
    if (error instanceof FlowRefused) return error.message;
  }
  return "not refused";
};

describe("loading a flow", () => {
  it("takes the inbound flow of this repository", () => {
    const loaded = loadFlow(inbound, "flows/inbound.json");
    expect(loaded.actions.get(loaded.startAction)?.type).toBe("UpdateFlowLoggingBehavior");
    expect([...loaded.actions.values()].map((action) => action.type)).toEqual(
      expect.arrayContaining([
        "UpdateContactMediaStreamingBehavior",
        "InvokeLambdaFunction",
        "TransferContactToQueue",
        "Loop",
      ]),
    );
  });

  it("names the file and the place where text is not JSON", () => {
    expect(refusalOf("{")).toMatch(/^test\.json cannot be run:\n- it is not JSON: /);
  });

  it("refuses an action type that it does not run, and says which it runs", () => {
    expect(refusalOf(flow({ type: "ShowView" }))).toMatch(
      /"first" \(ShowView\): .* does not run this type; it runs Compare, /,
    );
  });

  it("refuses a parameter that it would have to ignore", () => {
    const parameters = { Text: "hello", PromptId: "x" };
    const transitions = { NextAction: "last", Errors: [{ NextAction: "last", ErrorType: "NoMatchingError" }] };
    expect(refusalOf(flow({ type: "MessageParticipant", parameters, transitions }))).toMatch(/PromptId/);
  });

  it("refuses an action without the error branch that the flow language asks for", () => {
    const message = refusalOf(
      flow({ type: "MessageParticipant", parameters: { Text: "hello" }, transitions: { NextAction: "last" } }),
    );
    expect(message).toMatch(/"first" \(MessageParticipant\) has no error branch NoMatchingError/);
  });

  it("refuses a transition that leads nowhere", () => {
    expect(refusalOf(flow({ transitions: { NextAction: "nowhere" } }))).toMatch(/leads to "nowhere"/);
  });

  it("refuses a Lambda time limit beyond the 8 seconds that Connect allows", () => {
    const parameters = { LambdaFunctionARN: "arn:aws:lambda:x", InvocationTimeLimitSeconds: "9" };
    const transitions = { NextAction: "last", Errors: [{ NextAction: "last", ErrorType: "NoMatchingError" }] };
    expect(refusalOf(flow({ type: "InvokeLambdaFunction", parameters, transitions }))).toMatch(
      /InvocationTimeLimitSeconds.*<=8/,
    );
  });

  it("gives all reasons at once", () => {
    const message = refusalOf(
      flow({ type: "Loop", parameters: { LoopCount: "101" }, more: { StartAction: "missing" } }),
    );
    expect(message.split("\n")).toHaveLength(5);
  });
});
