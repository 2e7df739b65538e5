import { describe, expect, it } from "@jest/globals";
import { issueNumber, issueOrdinal } from "../../../domain/issue/issue-number.ts";
import { complaintSeverity, faultSeverity } from "../../../domain/issue/issue-severity.ts";

describe("issue numbers", () => {
  it("have three digits until there are more than 999", () => {
    expect([1, 42, 999, 1000].map(issueNumber)).toEqual(["ISS-001", "ISS-042", "ISS-999", "ISS-1000"]);
    expect(issueOrdinal("ISS-1000")).toBe(1000);
  });
  it.each(["ISS-1", "iss-001", "ISS-", "1"])("refuse %s and say what is expected", (text) => {
    expect(() => issueOrdinal(text)).toThrow("expected ISS-001");
  });
});

describe("the severity of an issue", () => {
  it("grows with the caller's anger and with repetition", () => {
    expect(complaintSeverity({ negativity: 0.3, earlierComplaints: 0 })).toBe("low");
    expect(complaintSeverity({ negativity: 0.9, earlierComplaints: 0 })).toBe("medium");
    expect(complaintSeverity({ negativity: 0.1, earlierComplaints: 1 })).toBe("high");
  });
  it("is high for a fault that keeps a contact from closing", () => {
    expect(faultSeverity({ contactClosed: false })).toBe("high");
    expect(faultSeverity({ contactClosed: true })).toBe("medium");
  });
});
