import { describe, expect, it } from "@jest/globals";
import { judgeBatch } from "../../../local/event-sources/batch-response.ts";

const judge = (payload: string, reports = true) => {
  const verdict = judgeBatch({ ok: true, requestId: "r", payload }, reports, ["a", "b"]);
  return verdict.kind === "partial" ? [...verdict.failed] : verdict.kind;
};

describe("the answer to a batch", () => {
  it.each(["null", "{}", '""', "[]", '{"batchItemFailures":[]}', '{"batchItemFailures":null}', '{"other":1}'])(
    "is a success when it reports nothing: %s",
    (payload) => expect(judge(payload)).toBe("success"),
  );

  it.each([
    '{"batchItemFailures":[{"itemIdentifier":""}]}',
    '{"batchItemFailures":[{"itemIdentifier":null}]}',
    '{"batchItemFailures":[{"identifier":"a"}]}',
    '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"unknown"}]}',
    '{"batchItemFailures":"a"}',
    '"done"',
    "not JSON",
  ])("is a failure of the whole batch when its identifiers are none of the batch: %s", (payload) =>
    expect(judge(payload)).toBe("failure"),
  );

  it("names what failed", () => {
    expect(judge('{"batchItemFailures":[{"itemIdentifier":"b"},{"itemIdentifier":"b"}]}')).toEqual(["b"]);
  });

  it("is not read where the mapping does not ask for reports, and an invocation that failed is a failure anyway", () => {
    expect(judge('{"batchItemFailures":[{"itemIdentifier":"b"}]}', false)).toBe("success");
    const failed = { ok: false, requestId: "r", payload: "{}", errorType: "Error", errorMessage: "no" } as const;
    expect(judgeBatch(failed, false, ["a"])).toEqual({ kind: "failure" });
  });
});
