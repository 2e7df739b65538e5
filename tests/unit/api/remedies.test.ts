import { describe, expect, it } from "@jest/globals";
import { applyRemedy, beginRemedy, endRemedy, planRaise } from "../../../domain/remedy/remedy-life.ts";
import { listRemedies } from "../../../functions/api/list-remedies/step.ts";
import { respond } from "../../../functions/api/respond.ts";
import { switchRemedies } from "../../../functions/api/switch-remedies/step.ts";
import { undoRemedy } from "../../../functions/api/undo-remedy/step.ts";
import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyEnding } from "../../../schemas/remedy.ts";
import { at, remedyRequest } from "../../support/builders.ts";
import { fakeFunctions } from "../../support/fake-functions.ts";
import { inMemoryRemedies } from "../../support/in-memory-remedies.ts";

const { remedyId, functionName } = remedyRequest();
const held: RemedyEnding = { result: "held", reason: "recovered", detail: "" };

/** A book with one remedy, which raised its function from 512 to 1024 MB. */
async function world(ending: RemedyEnding | undefined = held, settings: Partial<FunctionSettings> = {}) {
  const now = () => new Date(at(2_000));
  const book = inMemoryRemedies(now);
  const functions = fakeFunctions([functionName], 1024);
  const applied = applyRemedy(planRaise(beginRemedy(remedyRequest(), "ISS-001", at(10)), 512, 1024), at(20));
  await book.begin(ending ? endRemedy(applied, ending, at(1_500)) : applied);
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => void pauses.push(milliseconds);
  const undo = async (body: unknown = { by: "kim", why: "found the leak" }, id = remedyId) => {
    const request = { pathParameters: { remedyId: id }, body: JSON.stringify(body) };
    const reply = await respond(() => undoRemedy({ ...book, ...functions, ...settings, now, sleep }, request));
    return { status: reply.statusCode, body: JSON.parse(reply.body) };
  };
  const turn = async (body: unknown) => {
    const reply = await respond(() => switchRemedies({ ...book, now }, { body: JSON.stringify(body) }));
    return { status: reply.statusCode, body: JSON.parse(reply.body) };
  };
  return { book, functions, pauses, undo, turn };
}

describe("POST /remedies/{remedyId}/undo", () => {
  it("gives the function its earlier memory back, and says so before and after in the audit log", async () => {
    const { book, functions, undo } = await world();
    expect(await undo()).toMatchObject({ status: 200, body: { state: "undone", reason: "undone-by-hand" } });
    expect(functions.set).toEqual([[functionName, 512]]);
    expect(book.actions).toMatchObject([
      {
        who: "kim",
        what: "restore-memory",
        phase: "intended",
        before: "1024 MB",
        after: "512 MB",
        why: "found the leak",
      },
      { who: "kim", what: "restore-memory", phase: "done" },
    ]);
    expect(await undo()).toMatchObject({ status: 200, body: { state: "undone" } });
    expect(functions.set).toHaveLength(1);
  });
  it("works while the machine watches, and while remedies are stopped", async () => {
    const { book, functions, undo } = await world(undefined);
    await book.turnSwitch({ isOn: false });
    expect((await undo()).status).toBe(200);
    expect(functions.memoryOf(functionName)).toBe(512);
    expect((await book.read(remedyId)).state).toBe("undone");
  });
  it("waits until AWS Lambda has made the change, and says when it is not made yet", async () => {
    let looks = 0;
    const slow = (settledAfter: number): Partial<FunctionSettings> => ({
      setMemory: async () => undefined,
      readSetting: async () => {
        looks += 1;
        const isMade = looks > settledAfter;
        const update = looks === 1 || isMade ? "settled" : "in-progress";
        return { memoryMb: isMade ? 512 : 1024, timeoutS: 8, revisionId: "1", update };
      },
    });
    const patient = await world(held, slow(3));
    expect((await patient.undo()).status).toBe(200);
    expect(patient.pauses).toEqual([1_000, 1_000]);
    looks = 0;
    const late = await world(held, slow(99));
    expect(await late.undo()).toMatchObject({ status: 409, body: { error: "NotReady" } });
    expect((await late.book.read(remedyId)).state).toBe("held");
  });
  it("leaves a function alone that somebody else has changed since", async () => {
    const { functions, undo } = await world();
    functions.deploy(functionName, 2048);
    expect(await undo()).toMatchObject({ status: 404, body: { message: expect.stringContaining("2048 MB by now") } });
    expect(functions.set).toEqual([]);
  });
  it.each([
    ["a remedy that was undone", { result: "undone", reason: "still-ill", detail: "" } as const],
    ["one that was refused", { result: "refused", reason: "at-bound", detail: "" } as const],
  ])("finds nothing to undo of %s", async (_, ending) => {
    const { undo } = await world(ending);
    expect(await undo()).toMatchObject({ status: 404, body: { message: expect.stringContaining("nothing to undo") } });
  });
  it.each([
    [{ by: "kim" }, remedyId, 400, "why"],
    [{ by: "", why: "x" }, remedyId, 400, "by"],
    [{ by: "kim", why: "x" }, "../issues", 400, "remedyId"],
    [{ by: "kim", why: "x" }, "nobody-20241219T000000000Z", 404, "there is no remedy"],
  ])("refuses %j of %s with %i", async (body, id, status, text) => {
    const { undo } = await world();
    expect(await undo(body, id)).toMatchObject({ status, body: { message: expect.stringContaining(text) } });
  });
});

describe("POST /remedies/switch", () => {
  it("stops and starts remedies, and keeps who, when and why, without personal data", async () => {
    const { book, turn } = await world();
    const why = "the customer at 010-1234-5678 waits";
    expect(await turn({ isOn: false, by: "kim", why })).toMatchObject({
      status: 200,
      body: { isOn: false, by: "kim" },
    });
    expect((await book.readSwitch()).isOn).toBe(false);
    expect((await book.readSwitch()).why).not.toContain("1234");
    await turn({ isOn: true, by: "lee", why: "over" });
    expect(book.actions.map(({ who, what }) => [who, what])).toEqual([
      ["kim", "stop"],
      ["lee", "start"],
    ]);
  });
  it("refuses to be turned without a name and a reason", async () => {
    const { book, turn } = await world();
    expect(await turn({ isOn: false })).toMatchObject({ status: 400 });
    expect((await book.readSwitch()).isOn).toBe(true);
  });
});

describe("GET /remedies", () => {
  it("lists the remedies and the audit log, the newest first, and the switch", async () => {
    const { book, turn } = await world();
    await turn({ isOn: false, by: "kim", why: "a drill" });
    expect(await listRemedies(book)).toMatchObject({
      switch: { isOn: false, by: "kim" },
      remedies: [{ remedyId, state: "held" }],
      actions: [{ what: "stop" }],
    });
  });
});
