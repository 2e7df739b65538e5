import { describe, expect, it } from "@jest/globals";
import { gatherStory, type Span } from "../../../local/cli/trace/story.ts";
import type { Issue } from "../../../schemas/issue.ts";
import { issue as anIssue, at, contactId, dayStart, decision } from "../../support/builders.ts";
import { event, record, run, sources } from "./story-builders.ts";

const issue = ({ contactId: first, ...overrides }: Partial<Issue>): Issue =>
  anIssue({
    causeKey: "a cause",
    summary: "a summary",
    contactId: first,
    contactIds: first === undefined ? [] : [first],
    ...overrides,
  });

describe("gathering a story", () => {
  it("finds nothing of a contact that the ledger does not know", async () => {
    expect(await gatherStory(sources(), contactId)).toBeUndefined();
  });

  it("puts events in the order in which they came", async () => {
    const events = [event("INITIATED", 0, 9), event("DISCONNECTED", 8, 8)];
    const story = await gatherStory(sources({ listEvents: async () => events }), contactId);
    expect(story?.events.map(({ eventType }) => eventType)).toEqual(["DISCONNECTED", "INITIATED"]);
  });

  it("takes in the contact's own issues and those that its faults share with other contacts", async () => {
    const issues = [
      issue({ issueId: "ISS-001", contactId }),
      issue({ issueId: "ISS-002", contactId: "another contact" }),
      issue({ issueId: "ISS-003", contactId: "another contact", causeKey: "fault#contact.CloseContact#Transient" }),
      issue({ issueId: "ISS-004" }),
    ];
    const story = await gatherStory(
      sources({
        readRecord: async () => record(),
        listIssues: async () => issues,
        listDecisions: async () => [decision({ issueId: "ISS-004" })],
        listFaults: async () => [{ name: "Transient", where: "contact.CloseContact", at: at(7) }],
      }),
      contactId,
    );
    expect(story?.issues.map(({ issueId }) => issueId)).toEqual(["ISS-001", "ISS-003", "ISS-004"]);
  });

  it("looks into the logs around the times that are known", async () => {
    const spans: Span[] = [];
    await gatherStory(
      sources({
        listEvents: async () => [event("INITIATED", 0, 100)],
        readContactRun: async () => run({ startedAt: dayStart + 90_000, endedAt: dayStart + 400_000 }),
        listUtteranceRuns: async (_id, span) => {
          spans.push(span);
          return [];
        },
      }),
      contactId,
    );
    expect(spans).toEqual([{ from: dayStart - 30_000, to: dayStart + 520_000 }]);
  });

  it("leaves the end open while the contact's execution runs", async () => {
    const { endedAt: _endedAt, ...running } = run({ status: "RUNNING", startedAt: dayStart });
    const spans: Span[] = [];
    await gatherStory(
      sources({
        readRecord: async () => record(),
        readContactRun: async () => running,
        listMetrics: async (_id, span) => {
          spans.push(span);
          return [];
        },
      }),
      contactId,
    );
    expect(spans).toEqual([{ from: dayStart - 120_000 }]);
  });

  it("is told without what cannot be read, and says so", async () => {
    const away = async () => {
      throw new Error("throttled");
    };
    const story = await gatherStory(
      sources({ readRecord: async () => record(), listMetrics: away, readContactRun: away }),
      contactId,
    );
    expect(story?.gaps).toEqual([
      "the execution of contact could not be read: throttled",
      "the metrics could not be read: throttled",
    ]);
  });

  it("fails when the ledger does not answer", async () => {
    const away = async () => {
      throw new Error("the ledger is away");
    };
    await expect(gatherStory(sources({ readRecord: away }), contactId)).rejects.toThrow("the ledger is away");
  });
});
