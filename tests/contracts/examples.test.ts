import { globSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import type { z } from "zod";
import { parse } from "../../runtime/parse.ts";
import { AgentEvent } from "../../schemas/agent-event.ts";
import { AlarmStateChange } from "../../schemas/alarm-state.ts";
import { ContactEvent, factsOfContactEvent } from "../../schemas/contact-event.ts";
import { ContactRecord } from "../../schemas/contact-record.ts";
import {
  CallbackCompleted,
  CallbackRequested,
  ContactClosed,
  EscalationRequested,
  IssueOpened,
  IssueResolved,
  IssueTaken,
  SupervisorCalled,
  SurveyAnswered,
} from "../../schemas/domain-events.ts";
import { ExecutionStatusChange } from "../../schemas/execution-status.ts";
import { FlowEvent } from "../../schemas/flow.ts";
import { Segment } from "../../schemas/segment.ts";

const schemas: Readonly<Record<string, z.ZodType>> = {
  "agent-event": AgentEvent,
  "alarm-state": AlarmStateChange,
  "callback-completed": CallbackCompleted,
  "callback-requested": CallbackRequested,
  "contact-closed": ContactClosed,
  "contact-event": ContactEvent,
  "contact-record": ContactRecord,
  "escalation-requested": EscalationRequested,
  "execution-status": ExecutionStatusChange,
  "flow-event": FlowEvent,
  "issue-opened": IssueOpened,
  "issue-resolved": IssueResolved,
  "issue-taken": IssueTaken,
  segment: Segment,
  "supervisor-called": SupervisorCalled,
  "survey-answered": SurveyAnswered,
};
const folder = join(import.meta.dirname, "../../events");
const files = (pattern: string) => globSync(pattern, { cwd: folder }).sort();
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
const kebab = (name: string) => name.replaceAll(/([a-z])([A-Z])/g, "$1-$2").toLowerCase();

describe.each(Object.entries(schemas))("the event %s", (event, schema) => {
  it("says in its README what it means and promises", () => {
    const readme = readFileSync(join(folder, event, "README.md"), "utf8");
    for (const heading of ["Meaning", "Promise", "Producer", "Consumer", "Who may rely on what"]) {
      expect(readme).toContain(`## ${heading}\n`);
    }
  });

  it.each(files(`${event}/examples/*.json`))("has an example that keeps the contract: %s", (file) => {
    expect(() => parse(schema, read(file), file)).not.toThrow();
  });

  it.each(files(`${event}/examples/invalid/*.json`))("refuses, naming the field: %s", (file) => {
    const result = schema.safeParse(read(file));
    const fields = result.error?.issues.map(({ path }) => String(path.at(-1))) ?? [];
    const named = fields.filter((field) => basename(file).includes(kebab(field)));
    expect({ fields, named: named.length > 0 }).toEqual({ fields, named: true });
    expect(() => parse(schema, read(file), "the example")).toThrow(
      expect.objectContaining({ name: "ContractViolation", message: expect.stringContaining(`${named[0]}:`) }),
    );
  });
});

it("every event's folder is tested here", () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(schemas));
});

describe("contact events that AWS spells differently", () => {
  it("tell the same facts", () => {
    const facts = ["disconnected", "disconnected-with-capital-agent-info"].map((name) =>
      factsOfContactEvent(ContactEvent.parse(read(`contact-event/examples/${name}.json`))),
    );
    expect(facts[0]).toEqual(facts[1]);
    expect(facts[0]?.agentArn).toMatch(/^arn:aws:connect:/);
  });
});

describe("the examples", () => {
  const texts = files("**/*.json").map((file) => [file, readFileSync(join(folder, file), "utf8")] as const);

  it.each(texts)("hold no telephone number but made-up ones: %s", (_file, text) => {
    const numbers = [...text.matchAll(/(?:\+82|\b0)1\d-?\d{3,4}-?\d{4}\b|\+\d{9,}/g)].map(([number]) => number);
    expect(numbers.filter((number) => !/^(?:\+82|0)\d{1,2}-?0+-?0+$/.test(number))).toEqual([]);
  });

  it.each(texts)("belong to the account 000000000000: %s", (_file, text) => {
    const accounts = [...text.matchAll(/"arn:[^:"]*:[^:"]*:[^:"]*:(\d*):/g)].map(([, account]) => account);
    expect(accounts.filter((account) => account !== "000000000000")).toEqual([]);
  });
});
