import { describe, expect, it } from "@jest/globals";
import { answerFor } from "../../../domain/dialogue/answers.ts";
import configured from "../../../domain/routing/data/opening-hours.json" with { type: "json" };
import { OpeningHours } from "../../../domain/routing/opening-hours.ts";
import { EngineRests } from "../../../functions/utterance/analyse-sentiment/engine-rests.ts";
import { SentimentEngines } from "../../../functions/utterance/analyse-sentiment/sentiment-engines.ts";
import { analyseSentiment } from "../../../functions/utterance/analyse-sentiment/step.ts";
import { decideActionStep } from "../../../functions/utterance/decide-action/step.ts";
import { offerCallback } from "../../../functions/utterance/offer-callback/step.ts";
import { openIssue } from "../../../functions/utterance/open-issue/step.ts";
import { recordUtterance } from "../../../functions/utterance/record-utterance/step.ts";
import { redactUtterance } from "../../../functions/utterance/redact-utterance/step.ts";
import { requestEscalation } from "../../../functions/utterance/request-escalation/step.ts";
import { takeDecision } from "../../../functions/utterance/take-decision.ts";
import type { DomainEvent } from "../../../ports/event-publisher.ts";
import { transient } from "../../../runtime/faults.ts";
import { at, contactId, dayStart, decided, decision, segment } from "../../support/builders.ts";
import { inMemoryCallbacks } from "../../support/in-memory-callbacks.ts";
import { inMemoryCallers } from "../../support/in-memory-callers.ts";
import { inMemoryEmissions } from "../../support/in-memory-emissions.ts";
import { inMemoryIssues } from "../../support/in-memory-issues.ts";
import { inMemoryLedger } from "../../support/in-memory-ledger.ts";
import { recordingMachines } from "../../support/recording-machines.ts";
import { recordingMetrics, toolsWith } from "../../support/recording-metrics.ts";

const hours = OpeningHours.parse(configured);

function world() {
  const ledger = {
    ...inMemoryLedger(),
    ...inMemoryCallers(),
    ...inMemoryCallbacks(),
    hours,
    now: () => new Date(dayStart + 250),
  };
  const issues = inMemoryIssues();
  const machines = recordingMachines();
  const published: DomainEvent[] = [];
  const publish = async (event: DomainEvent) => void published.push(event);
  return {
    ledger,
    issues,
    published,
    machines,
    dependencies: {
      ...ledger,
      ...issues,
      ...machines,
      ...inMemoryEmissions(),
      publish,
      timeZone: "Asia/Seoul",
      now: () => new Date(dayStart + 250),
      sleep: async () => {},
    },
  };
}

describe("RedactUtterance", () => {
  it("leaves a placeholder where a phone number was spoken and says of what kind it was", () => {
    const redacted = redactUtterance(segment({ text: "제 번호는 공일공 공공공공 공공공공 이에요" }));
    expect(redacted.text).toContain("[PHONE]");
    expect(redacted.text).not.toContain("공공공공");
    expect(redacted.redactedTypes).toEqual(["PHONE"]);
  });
});

describe("a language that nobody here redacts", () => {
  it("leaves no word behind", () => {
    const { text, redactedTypes } = redactUtterance(segment({ languageCode: "ja-JP", text: "荷物はいつ届きますか" }));
    expect({ text, redactedTypes }).toEqual({ text: "[WITHHELD]", redactedTypes: ["WITHHELD"] });
  });
});

describe("AnalyseSentiment", () => {
  const warned: string[] = [];
  const logger = { warn: (message: string) => void warned.push(message) };
  it("asks the language service about words, and nobody about silence", async () => {
    const asked: string[] = [];
    const language = {
      sentimentOf: async (text: string) => {
        asked.push(text);
        return { sentiment: "NEGATIVE", negativity: 0.8 } as const;
      },
    };
    const engines = [{ engine: "embedded", language }] as const;
    const analyse = (text: string) =>
      analyseSentiment({ engines, rests: new EngineRests(() => 0) }, { ...decided().utterance, text }, { logger });
    expect(await analyse(decided().utterance.text)).toEqual({ sentiment: "NEGATIVE", negativity: 0.8 });
    expect(await analyse(" ")).toEqual({ sentiment: "NEUTRAL", negativity: 0 });
    expect(asked).toEqual([decided().utterance.text]);
    expect(warned).toEqual([]);
  });

  it("asks the next engine when one is away, and logs the fault without the words", async () => {
    const { utterance } = decided();
    const away = {
      sentimentOf: () => Promise.reject(transient("could not analyse sentiment: TooManyRequestsException")),
    };
    const spare = { sentimentOf: async () => ({ sentiment: "NEUTRAL", negativity: 0.2, engine: "embedded" }) as const };
    const engines = [
      { engine: "comprehend", language: away },
      { engine: "embedded", language: spare },
    ] as const;
    const answer = await analyseSentiment({ engines, rests: new EngineRests(() => 0) }, utterance, { logger });
    expect(answer).toEqual({ sentiment: "NEUTRAL", negativity: 0.2, engine: "embedded", isFallback: true });
    expect(warned).toEqual([
      "comprehend gave no sentiment: Transient: could not analyse sentiment: TooManyRequestsException",
    ]);
  });

  it.each([
    [undefined, ["comprehend", "embedded"]],
    ["embedded", ["embedded"]],
    ["embedded, comprehend", ["embedded", "comprehend"]],
  ])("reads SENTIMENT_ENGINES=%s as %j", (text, engines) => {
    expect(SentimentEngines.parse(text)).toEqual(engines);
  });
  it.each(["", "google", "embedded,embedded"])("refuses SENTIMENT_ENGINES=%j", (text) => {
    expect(SentimentEngines.safeParse(text).success).toBe(false);
  });
});

describe("DecideAction", () => {
  it("answers in the caller's language", async () => {
    const { ledger } = world();
    const { verdict } = await decideActionStep(
      ledger,
      decided({}, { languageCode: "en-US", text: "where is my parcel now" }),
    );
    expect(verdict.action).toBe("answer");
    expect(verdict.message).toMatch(/^[\x20-\x7e’–]+$/);
  });
  it("goes on in the other language once the caller keeps speaking it, and notes it in the record", async () => {
    const { ledger } = world();
    await ledger.setLanguage(contactId, "ko-KR");
    const say = async (begin: number) => {
      const english = { languageCode: "en-US", text: "where is my parcel now", beginOffsetMs: begin };
      const { verdict } = await decideActionStep(ledger, decided({}, english));
      await ledger.putDecision(decision({ ...verdict, segmentId: String(begin), sequence: begin + 2_000 }));
      return verdict;
    };
    const [first, second] = [await say(1_000), await say(4_000)];
    expect(first).toMatchObject({
      message: expect.stringMatching(/[가-힣]/),
      language: { languageCode: "ko-KR", other: { languageCode: "en-US", utterances: 1 } },
    });
    expect(second).toMatchObject({
      message: expect.stringMatching(/^[\x20-\x7e’–]+$/),
      language: { languageCode: "en-US" },
    });
    expect(ledger.records.get(contactId)?.languageCode).toBe("en-US");
  });
  it("changes at once when it is asked to, and says so; what else was asked for comes first", async () => {
    const { ledger } = world();
    await ledger.setLanguage(contactId, "ko-KR");
    const wish = { languageCode: "en-US", text: "english please" };
    const { verdict } = await decideActionStep(ledger, decided({ intent: "out_of_scope" }, wish));
    expect(verdict).toMatchObject({
      action: "answer",
      message: expect.stringContaining("in English"),
      reasons: ["the caller asked for another language"],
    });
    await ledger.setLanguage(contactId, "ko-KR");
    const again = await decideActionStep(ledger, decided({ intent: "repeat_prompt" }, wish));
    expect(again.verdict.message).toBe(verdict.message);
    await ledger.setLanguage(contactId, "ko-KR");
    const refund = await decideActionStep(
      ledger,
      decided({ intent: "refund" }, { ...wish, text: "english please i want a refund" }),
    );
    expect(refund.verdict).toMatchObject({ action: "answer", message: answerFor("refund", "en-US") });
    const agent = await decideActionStep(
      ledger,
      decided({ intent: "agent_request" }, { ...wish, text: "i want to speak with somebody in english" }),
    );
    expect(agent.verdict).toMatchObject({ action: "escalate", language: { languageCode: "en-US" } });
    const { queue } = await requestEscalation({ ...world().dependencies, ...ledger }, agent);
    expect(queue).toBe("english-general");
  });
  it("carries the caller's mood from decision to decision, and hands over whom it finds angry", async () => {
    const { ledger } = world();
    const actions: string[] = [];
    for (const begin of [1_000, 4_000, 7_000]) {
      const input = {
        ...decided({}, { beginOffsetMs: begin }),
        sentiment: { sentiment: "NEGATIVE", negativity: 0.84 } as const,
      };
      const { verdict } = await decideActionStep(ledger, input);
      await ledger.putDecision(decision({ ...verdict, segmentId: String(begin), sequence: begin + 2_000 }));
      actions.push(`${verdict.action} ${verdict.mood?.trend.toFixed(3)}`);
    }
    expect(actions).toEqual(["answer 0.420", "answer 0.630", "escalate 0.735"]);
  });
  it("says its last message again when asked to", async () => {
    const { ledger } = world();
    await ledger.putDecision(decision({ sequence: 500, message: "내일 도착합니다." }));
    const { verdict } = await decideActionStep(ledger, decided({ intent: "repeat_prompt" }));
    expect(verdict.message).toBe("내일 도착합니다.");
  });
  it("decides a repeated utterance as it did the first time, though its own decision is in the ledger by now", async () => {
    const { ledger } = world();
    const unsure = {
      ...decided(),
      classification: { intent: "refund", confidence: 0.1, alternatives: [] },
    } satisfies ReturnType<typeof decided>;
    const first = await decideActionStep(ledger, unsure);
    await takeDecision({ ...ledger, now: () => new Date(dayStart) }, first);
    expect(await decideActionStep(ledger, unsure)).toEqual(first);
    expect(first.verdict.action).toBe("ask_again");
  });
});

describe("DecideAction outside of the opening hours", () => {
  const sunday = () => new Date("2026-11-22T12:00:00+09:00");
  const wants = (intent: "agent_request" | "card_lost" | "affirm") => ({
    ...decided(),
    classification: { intent, confidence: 0.9, alternatives: [] },
  });
  it("tells when agents are there again, and asks whether to call back, instead of a queue without agents", async () => {
    const { verdict } = await decideActionStep({ ...world().ledger, now: sunday }, wants("agent_request"));
    expect(verdict).toMatchObject({
      action: "propose_callback",
      message: "지금은 상담 시간이 아니고, 상담원은 내일 오전 9시부터 있습니다. 그때 저희가 전화드려도 될까요?",
      reasons: ["the caller asked for an agent", "no agent is there before 2026-11-23T00:00:00.000Z"],
    });
    expect(verdict).not.toHaveProperty("escalation");
  });
  it("hands over all the same where agents are there at all hours", async () => {
    const { verdict } = await decideActionStep({ ...world().ledger, now: sunday }, wants("card_lost"));
    expect(verdict).toMatchObject({ action: "escalate", escalation: "policy_security" });
  });
  it.each([
    ["propose_callback", "offer_callback"],
    ["answer", "answer"],
  ] as const)("takes a yes after %s for %s", async (last, action) => {
    const { ledger } = world();
    await ledger.putDecision(decision({ action: last, sequence: 500 }));
    expect((await decideActionStep({ ...ledger, now: sunday }, wants("affirm"))).verdict.action).toBe(action);
  });
});

describe("a caller who calls again", () => {
  const matter = { contactId: "another", at: new Date(dayStart - 23 * 3_600_000).toISOString() };
  it("about the same within a day is handed to a person", async () => {
    const { ledger } = world();
    await ledger.putCaller(contactId, "key");
    await ledger.noteMatter("key", "delivery_status", matter);
    const { verdict } = await decideActionStep(ledger, decided());
    expect(verdict).toMatchObject({ action: "escalate", escalation: "repeated_contact" });
  });
  it.each([
    ["about something else", "refund", matter, "key"],
    [
      "after more than a day",
      "delivery_status",
      { ...matter, at: new Date(dayStart - 25 * 3_600_000).toISOString() },
      "key",
    ],
    ["in the same contact", "delivery_status", { ...matter, contactId }, "key"],
    ["as somebody else", "delivery_status", matter, "another key"],
  ])("%s is answered", async (_when, intent, earlier, callerKey) => {
    const { ledger } = world();
    await ledger.putCaller(contactId, "key");
    await ledger.noteMatter(callerKey, intent, earlier);
    expect((await decideActionStep(ledger, decided())).verdict.action).toBe("answer");
  });
  it("is remembered by what was understood, however often it is recorded", async () => {
    const { ledger, dependencies } = world();
    await ledger.putCaller(contactId, "key");
    const record = (input: ReturnType<typeof decided>) =>
      recordUtterance({ ...dependencies, ...ledger }, { ...input, decision: null }, toolsWith(recordingMetrics()));
    await record(decided());
    await record(decided());
    await record(decided({ action: "ask_again", intent: "refund" }));
    await record(decided({ action: "end", intent: "end_call" }));
    expect([...ledger.matters]).toEqual([[`key/delivery_status/${contactId}`, { contactId, at: at(0.25) }]]);
  });
});

describe("carrying a verdict out", () => {
  it("puts one decision with its latency, counted from the arrival of the caller's last audio", async () => {
    const { ledger, dependencies } = world();
    expect(await takeDecision(dependencies, decided())).toMatchObject({ latencyMs: 250, sequence: 3_000 });
    const later = { ...dependencies, now: () => new Date(dayStart + 9_000) };
    expect(await takeDecision(later, decided())).toMatchObject({ latencyMs: 250 });
    expect([...ledger.decisions.values()].map((kept) => kept.latencyMs)).toEqual([250]);
  });
  it("escalates to the queue that knows the matter", async () => {
    const { dependencies, published, machines } = world();
    const verdict = { action: "escalate", intent: "refund", escalation: "policy_amount" } as const;
    const taken = await requestEscalation(dependencies, decided(verdict));
    expect(taken.queue).toBe("korean-billing");
    expect(machines.escalated).toEqual([contactId]);
    expect(published).toMatchObject([
      {
        type: "EscalationRequested.v1",
        data: { queue: "korean-billing", reason: "policy_amount", reasons: ["a test"] },
      },
    ]);
  });
  it("takes a caller who asks for an agent to the queue for what was wanted before", async () => {
    const { ledger, dependencies } = world();
    await ledger.putDecision(decision({ segmentId: "earlier", sequence: 1, intent: "payment_error" }));
    const asked = decided({ action: "escalate", intent: "agent_request", escalation: "agent_request" });
    expect((await requestEscalation(dependencies, asked)).queue).toBe("korean-billing");
  });
  it("refuses an escalation without the centre's reason, and takes no decision", async () => {
    const { dependencies, ledger } = world();
    await expect(requestEscalation(dependencies, decided({ action: "escalate" }))).rejects.toMatchObject({
      name: "ContractViolation",
    });
    expect(ledger.decisions.size).toBe(0);
  });
  it("promises a callback and says so to whoever makes it", async () => {
    const { dependencies, published } = world();
    const asked = decided({ action: "offer_callback", intent: "callback_request" });
    await offerCallback(dependencies, asked);
    await offerCallback({ ...dependencies, now: () => new Date(dayStart + 60_000) }, asked);
    expect(published[1]).toEqual(published[0]);
    expect(published[0]?.data).not.toHaveProperty("preferred");
    expect(published.slice(0, 1)).toMatchObject([{ type: "CallbackRequested.v1", correlationId: contactId }]);
  });
  it("promises a callback at the time that the caller named", async () => {
    const { dependencies, published } = world();
    const asked = { action: "offer_callback", intent: "callback_request" } as const;
    await offerCallback(dependencies, decided(asked, { text: "내일 오후 두 시에 전화 주세요" }));
    expect(published[0]?.data).toMatchObject({
      preferred: { from: "2024-12-20T05:00:00.000Z", to: "2024-12-20T06:00:00.000Z" },
    });
  });
  it("opens one issue for a complaint, however often it runs, and tells the caller its number", async () => {
    const { dependencies, issues } = world();
    const complaint = {
      ...decided({ action: "open_issue", intent: "complaint" }),
      sentiment: { sentiment: "NEGATIVE", negativity: 0.9 },
    } as const;
    const taken = await openIssue(dependencies, complaint);
    await openIssue(dependencies, complaint);
    expect(await issues.list()).toMatchObject([{ issueId: "ISS-001", severity: "medium", source: "complaint" }]);
    expect(taken.message).toContain("ISS-001");
  });
});

describe("RecordUtterance", () => {
  it("records once and emits its metrics once", async () => {
    const { ledger, dependencies } = world();
    const metrics = recordingMetrics();
    const input = { ...decided(), decision: decision() };
    const tools = { metrics, remainingMs: () => 8_000, requestId: "request-1" };
    expect(await recordUtterance(dependencies, input, tools)).toEqual({ recorded: true });
    expect(await recordUtterance(dependencies, input, tools)).toEqual({ recorded: false });
    expect(metrics.values).toEqual({
      SentimentFallbacks: [0],
      UnknownSentiment: [0],
      DecisionLatency: [120],
      SlowDecisions: [0],
      IntentConfidence: [0.9],
    });
    expect(metrics.lines).toMatchObject([{ at: Date.parse(at(4)), about: { contactId } }]);
    expect([...ledger.utterances.values()]).toMatchObject([{ intent: "delivery_status", action: "answer" }]);
  });
  it("emits nothing again for an utterance that is recorded, and what a dead run left of one that is not", async () => {
    const { ledger, dependencies } = world();
    const metrics = recordingMetrics();
    const input = { ...decided(), decision: decision() };
    const tools = { metrics, remainingMs: () => 8_000, requestId: "request-2" };
    const claim = { requestId: "dead", at: at(3) };
    const notPrinted = { ...dependencies, ...inMemoryEmissions(() => "not-printed") };
    await notPrinted.claimEmission(contactId, `utterance-metrics#${segment().segmentId}`, claim);
    expect(await recordUtterance(notPrinted, input, tools)).toEqual({ recorded: true });
    expect(metrics.values).toMatchObject({ DecisionLatency: [120] });

    const again = { ...notPrinted, ...inMemoryEmissions(() => "not-printed") };
    await again.claimEmission(contactId, `utterance-metrics#${segment().segmentId}`, claim);
    expect(await recordUtterance(again, input, tools)).toEqual({ recorded: false });
    expect(metrics.values).toMatchObject({ DecisionLatency: [120] });
    expect(ledger.utterances.size).toBe(1);
  });
  it("notes that no engine told the sentiment", async () => {
    const { ledger, dependencies } = world();
    const input = { ...decided(), sentiment: { sentiment: "UNKNOWN", negativity: 0 }, decision: null } as const;
    const metrics = recordingMetrics();
    await recordUtterance(dependencies, input, { metrics, remainingMs: () => 8_000, requestId: "request-1" });
    expect(metrics.values).toEqual({ SentimentFallbacks: [0], UnknownSentiment: [1] });
    expect([...ledger.faults.values()]).toEqual([
      {
        faultId: `AnalyseSentiment#${segment().segmentId}`,
        name: "Transient",
        where: "utterance.AnalyseSentiment",
        at: at(0.25),
      },
    ]);
  });
});
