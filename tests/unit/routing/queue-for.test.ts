import { describe, expect, it } from "@jest/globals";
import { queueFor } from "../../../domain/routing/queue-for.ts";

describe("the queue for a caller", () => {
  it("speaks the caller's language", () => {
    expect(queueFor("en-US", "refund")).toBe("english-general");
    expect(queueFor("ko-KR", "agent_request")).toBe("korean-general");
  });
  it("knows money matters", () => {
    expect(queueFor("ko-KR", "payment_error")).toBe("korean-billing");
  });
});
