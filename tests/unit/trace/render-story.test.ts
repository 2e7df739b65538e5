import { describe, expect, it } from "@jest/globals";
import { displayWidth } from "../../../local/cli/trace/display-width.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";
import { renderStory, screenColumns } from "../../../local/cli/trace/render-story.ts";
import type { Story } from "../../../local/cli/trace/story.ts";
import { at, contactId, dayStart, decision, handover, issue, segment } from "../../support/builders.ts";
import { event, record, run, story, utterance } from "./story-builders.ts";

const told = (overrides: Partial<Story> = {}) => renderStory(story(overrides), createPaint(false));
const lineWith = (text: string, words: string) => text.split("\n").find((line) => line.includes(words)) ?? "";

const queue = "arn:aws:connect:ap-northeast-2:000000000000:instance/0/queue/q-1";
const agent = "arn:aws:connect:ap-northeast-2:000000000000:instance/0/agent/a-1";

describe("a story on one screen", () => {
  it("begins with who it is about, how it ended and what played each part", () => {
    const text = told({
      record: record({
        state: "closed",
        closing: {
          outcome: "agent",
          times: { durationMs: 398_780, queueWaitMs: 72_160, handleMs: 282_360 },
          closedAt: at(405),
          finalSegments: 14,
          recordedSegments: 13,
          decisions: 4,
          faults: 1,
        },
      }),
    });
    expect(text).toContain(`CONTACT ${contactId}  VOICE · INBOUND · ko-KR · closed: agent`);
    expect(text).toContain("lasted 6:38.8 · waited in queue 1:12.2 · handled 4:42.4 · segments 13 of 14 (1 lost)");
    expect(text).toContain("decisions 4 · faults 1");
    expect(text).toContain("speech: replay (simulated)");
  });

  it("shows events as they came, and which were out of order", () => {
    const text = told({
      events: [event("INITIATED", 0, 0.02), event("DISCONNECTED", 9, 9.1), event("QUEUED", 5, 9.5)],
    });
    expect(lineWith(text, "INITIATED")).toMatch(/INITIATED +0:00\.000 +0:00\.000$/);
    expect(lineWith(text, "QUEUED")).toMatch(/QUEUED +0:05\.000 +0:09\.480 +out of order: came after DISCONNECTED$/);
  });

  it("shows what was learnt although its event never came", () => {
    const facts = { initiatedAt: at(0), disconnectedAt: at(9), eventTypes: ["INITIATED"] };
    expect(lineWith(told({ record: record({ facts }) }), "DISCONNECTED")).toMatch(
      /DISCONNECTED +0:09\.000 +never +told by another event or the contact record$/,
    );
  });

  it("tells the contact's execution with its states, retries and errors", () => {
    const visit = (name: string, from: number, to: number) => ({
      name,
      kind: "Task",
      enteredAt: dayStart + from,
      leftAt: dayStart + to,
      tries: 1,
      errors: [] as string[],
    });
    const text = told({
      contactRun: run({
        endedAt: dayStart + 404_000,
        states: [
          visit("AwaitMedia", 0, 1_200),
          { ...visit("HasMedia", 1_200, 1_200), kind: "Choice", tries: 0 },
          { ...visit("CloseContact", 1_200, 3_300), tries: 3, errors: ["NotReady", "NotReady"] },
        ],
      }),
    });
    expect(text).toContain("EXECUTION contact\n  SUCCEEDED in 6:44.0\n");
    expect(text).toContain("AwaitMedia 1.2 s > CloseContact 2.1 s (3 tries: NotReady x2)");
    expect(text).not.toContain("HasMedia");
  });

  it("says when there is no execution", () => {
    expect(told()).toContain("EXECUTION contact\n  there is none");
  });

  it("sets what was said beside its decision and its run", () => {
    const text = told({ utterances: [utterance()], decisions: [decision({ latencyMs: 412 })], utteranceRuns: [run()] });
    expect(lineWith(text, "배송")).toMatch(/0:01\.000 0:03\.000 +caller +90 % +배송이 언제 오나요 +run 231 ms$/);
    expect(lineWith(text, "->")).toContain("-> answer after 412 ms · delivery_status 0.90 · NEUTRAL · because a test");
    expect(text).toContain("Redact 12 ms > Analyse 45 ms > Classify 30 ms > Decide 22 ms");
  });

  it("ends Korean and English lines in the same column", () => {
    const text = told({
      utterances: [utterance(), utterance({ beginOffsetMs: 5_000, text: "Where is my parcel" })],
      utteranceRuns: [run(), run({ name: `${contactId}_CUSTOMER_00005000` })],
    });
    expect(displayWidth(lineWith(text, "배송"))).toBe(displayWidth(lineWith(text, "parcel")));
  });

  it("tells prompts of the flow from words of the agent", () => {
    const facts = { initiatedAt: at(0), connectedToAgentAt: at(100) };
    const heard = (beginOffsetMs: number) =>
      utterance({
        participantRole: "AGENT",
        beginOffsetMs,
        segmentId: `${contactId}#AGENT#${beginOffsetMs}`,
        text: `said at ${beginOffsetMs}`,
      });
    const text = told({ record: record({ facts }), utterances: [heard(2_000), heard(120_000)] });
    expect(lineWith(text, "said at 2000")).toContain("prompt");
    expect(lineWith(text, "said at 120000")).toContain("agent");
  });

  it("says which utterances have no run in the log, and which runs left no utterance", () => {
    const text = told({
      utterances: [utterance()],
      utteranceRuns: [run({ name: `${contactId}_CUSTOMER_00009000`, status: "FAILED", error: "ContractViolation" })],
    });
    expect(lineWith(text, "배송")).toContain("no run logged");
    expect(text).toContain("not recorded: CUSTOMER at 00009000");
    expect(text).toContain("FAILED in 231 ms, ContractViolation");
  });

  it("shows every run of an utterance that needed several", () => {
    const text = told({
      utterances: [utterance()],
      utteranceRuns: [run({ status: "FAILED", error: "Transient" }), run()],
    });
    expect(lineWith(text, "배송")).toContain("2 runs");
    expect(text.match(/Redact 12 ms/g)).toHaveLength(2);
  });

  it("tells where an escalation led", () => {
    const text = told({
      record: record({
        facts: { initiatedAt: at(0), queuedAt: at(68), queueArn: queue, connectedToAgentAt: at(140), agentArn: agent },
      }),
      media: {
        streamArn: "arn:aws:kinesisvideo:r:000000000000:stream/s/1",
        startFragmentNumber: "12",
        startedAt: at(1),
      },
      decisions: [decision({ action: "escalate", queue: "korean-billing", sequence: 60_000 })],
    });
    expect(text).toContain(
      "queue korean-billing · asked for at 1:01.000 · queued 1:08.000 · waited 1:12.0 · agent a-1 at 2:20.000",
    );
  });

  it("tells of a caller who left the queue", () => {
    const facts = { initiatedAt: at(0), queuedAt: at(10), queueArn: queue, disconnectedAt: at(75) };
    expect(told({ record: record({ facts }) })).toContain(
      "queue q-1 · queued 0:10.000 · waited 1:05.0 · hung up before an agent came",
    );
  });

  it("tells what the agent was given, and how the escalation went, state by state", () => {
    const wait = { name: "AwaitAgent", kind: "Task", enteredAt: dayStart, leftAt: dayStart + 60_000, tries: 1 };
    const mood = { trend: 0.2, negatives: 0, isAngry: false };
    const text = told({
      record: record({ facts: { initiatedAt: at(0), queuedAt: at(10), queueArn: queue } }),
      handover: handover({ reason: "policy_amount", reasons: ["policy: a sum of this size"], intent: "refund", mood }),
      escalationRun: run({
        endedAt: dayStart + 72_000,
        states: [
          { ...wait, errors: ["States.HeartbeatTimeout"] },
          { ...wait, name: "RaisePriority", leftAt: dayStart + 100, errors: [] },
        ],
      }),
    });
    expect(text).toContain(
      "handed over: policy_amount (policy: a sum of this size) · priority 5 · intent refund · sentiment NEUTRAL",
    );
    expect(text.replaceAll(/\s+/g, " ")).toContain("sentiment NEUTRAL · negative trend 0.20 ·");
    expect(text).toContain("EXECUTION escalation\n  SUCCEEDED in 1:12.0\n");
    expect(text).toContain("AwaitAgent 1:00.0 (States.HeartbeatTimeout) > RaisePriority 100 ms");
  });

  it("tells of a caller who left the queue for a callback", () => {
    const facts = { initiatedAt: at(0), queuedAt: at(10), queueArn: queue, disconnectedAt: at(75) };
    const text = told({
      record: record({ facts }),
      callback: { contactId, languageCode: "ko-KR", promisedAt: at(70) },
    });
    expect(text).toContain("waited 1:05.0 · left for a callback");
    expect(text).toContain(`callback promised at ${at(70)}`);
    expect(told()).not.toContain("EXECUTION escalation");
  });

  it("shows issues, faults and metrics", () => {
    const text = told({
      issues: [
        issue({
          severity: "medium",
          state: "resolved",
          summary: "charged twice",
          remedy: "refunded",
          resolvedAt: at(70),
          timeToResolveMs: 60_000,
        }),
      ],
      faults: [{ name: "Transient", where: "utterance.AnalyseSentiment", at: at(9) }],
      metrics: [
        { name: "Contacts", value: 1, unit: "Count", dimensions: { service: "x", Outcome: "bot" }, inCloudWatch: true },
        {
          name: "HandleTime",
          value: 282_360,
          unit: "Milliseconds",
          dimensions: { service: "x", Outcome: "bot" },
          inCloudWatch: false,
        },
      ],
    });
    expect(text).toContain("ISS-001 medium complaint resolved after 1:00.0\n    charged twice · remedy: refunded");
    expect(text).toContain(`Transient at utterance.AnalyseSentiment, ${at(9)}`);
    expect(text).toContain("Outcome=bot:  Contacts 1  HandleTime 4:42.4");
    expect(text).toContain("1 of 2 values are in CloudWatch (it may lag by some minutes)");
  });

  it("says when a closed contact has left no metrics", () => {
    const closing = {
      outcome: "bot",
      times: {},
      closedAt: at(9),
      finalSegments: 0,
      recordedSegments: 0,
      decisions: 0,
      faults: 0,
    } as const;
    expect(told({ record: record({ closing }) })).toContain("METRICS\n  no log line with metrics names this contact");
    expect(told()).not.toContain("METRICS");
  });

  it("names the issue that a complaint became", () => {
    const decisions = [decision({ action: "open_issue", issueId: "ISS-001", latencyMs: 90 })];
    expect(told({ utterances: [utterance()], decisions })).toContain("-> open_issue ISS-001 after 90 ms");
  });

  it("does not let what was heard steer the terminal", () => {
    const text = told({ utterances: [utterance({ text: "hello\u001b[2Jthere" })] });
    expect(text).toContain("hello [2Jthere");
    expect(text).not.toContain("\u001b");
  });

  it("fits the screen, however long anything is", () => {
    const long = "배송이 언제 오는지 알고 싶어요 ".repeat(30);
    const text = renderStory(
      story({
        engines: {
          speech: "replay (simulated), errors 3 %",
          language: "embedded classifiers (not Amazon)".repeat(2),
          telephony: "simulated",
        },
        utterances: [utterance({ text: long })],
        decisions: [decision({ reasons: [long, "another reason", long] })],
        utteranceRuns: [
          run({ status: "FAILED", error: "Transient", states: [...run().states, ...run().states, ...run().states] }),
        ],
        gaps: [long],
        issues: [issue({ source: "manual", summary: long })],
        contactRun: run({ error: `ContactUnfinished: ${long}` }),
      }),
      createPaint(true),
    );
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(screenColumns);
  });

  it("names the segment by its run's name", () => {
    expect(run().name).toBe(segment().segmentId.replaceAll("#", "_"));
  });
});
