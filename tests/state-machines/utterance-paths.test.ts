import { describe, expect, it } from "@jest/globals";
import { decided, segment } from "../support/builders.ts";
import { fault, runMachine, type StepBehaviour } from "../support/machine-runner.ts";

const { utterance, classification, sentiment } = decided();

/** Steps that decide on an action and note what is recorded. */
function stepsFor(action: string, recorded: unknown[] = []): Record<string, StepBehaviour> {
  const act: StepBehaviour = ({ verdict }) => ({ ...(verdict as object), latencyMs: 5 });
  return {
    RedactUtterance: () => utterance,
    AnalyseSentiment: () => sentiment,
    ClassifyIntent: () => classification,
    DecideAction: (understood) => ({ ...understood, verdict: { action }, earlierComplaints: 0 }),
    AnswerCaller: act,
    AskAgain: act,
    RequestEscalation: act,
    OfferCallback: act,
    OpenIssue: act,
    RecordUtterance: (input) => {
      recorded.push(input);
      return { recorded: true };
    },
  };
}

describe("the machine utterance", () => {
  it.each([
    ["answer", "AnswerCaller"],
    ["end", "AnswerCaller"],
    ["propose_callback", "AnswerCaller"],
    ["ask_again", "AskAgain"],
    ["escalate", "RequestEscalation"],
    ["offer_callback", "OfferCallback"],
    ["open_issue", "OpenIssue"],
    ["none", "LeaveFlowAlone"],
  ])("carries %s out by %s, then records", async (action, state) => {
    const recorded: unknown[] = [];
    const { status, entered } = await runMachine("utterance", segment(), stepsFor(action, recorded));
    expect(status).toBe("SUCCEEDED");
    expect(entered.slice(0, 2)).toEqual(["RedactUtterance", "UnderstandUtterance"]);
    expect(entered.slice(-4)).toEqual(["DecideAction", "WhichAction", state, "RecordUtterance"]);
    expect(recorded).toEqual([
      {
        utterance,
        classification,
        sentiment,
        verdict: { action },
        earlierComplaints: 0,
        decision: action === "none" ? null : { action, latencyMs: 5 },
      },
    ]);
  });
  it("goes on without a sentiment when the language service is away", async () => {
    const recorded: unknown[] = [];
    let tries = 0;
    const { status, entered } = await runMachine("utterance", segment(), {
      ...stepsFor("answer", recorded),
      AnalyseSentiment: () => {
        tries += 1;
        throw fault("Transient");
      },
    });
    expect({ status, tries }).toEqual({ status: "SUCCEEDED", tries: 3 });
    expect(entered).toContain("SentimentUnknown");
    expect(recorded).toMatchObject([{ sentiment: { sentiment: "UNKNOWN", negativity: 0 } }]);
  });
  it.each(["RedactUtterance", "ClassifyIntent", "DecideAction", "AnswerCaller", "RecordUtterance"])(
    "fails by the fault's own name when %s refuses",
    async (state) => {
      const steps = {
        ...stepsFor("answer"),
        [state]: () => {
          throw fault("ContractViolation");
        },
      };
      expect(await runMachine("utterance", segment(), steps)).toMatchObject({
        status: "FAILED",
        error: "ContractViolation",
      });
    },
  );
  it("lets nothing of the caller's words past the redaction", async () => {
    const seen: string[] = [];
    const steps = Object.fromEntries(
      Object.entries(stepsFor("answer")).map(([name, step]): [string, StepBehaviour] => [
        name,
        (payload, machines) => {
          if (name !== "RedactUtterance") seen.push(JSON.stringify(payload));
          return step(payload, machines);
        },
      ]),
    );
    await runMachine("utterance", segment({ text: "제 번호는 공일공 공공공공 공공공공" }), steps);
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.filter((payload) => payload.includes("공공공공"))).toEqual([]);
  });
});
