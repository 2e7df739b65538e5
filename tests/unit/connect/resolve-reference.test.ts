import { describe, expect, it } from "@jest/globals";
import { isReference, lookUp, resolveText } from "../../../local/connect/flow/resolve-reference.ts";

const data = { Attributes: { name: "둘리" }, SystemEndpoint: { Address: "+82200000000" }, Queue: null };

describe("references in a flow", () => {
  it("are found at any depth", () => {
    expect(lookUp("$.SystemEndpoint.Address", data)).toBe("+82200000000");
  });

  it("have no value where the contact has none, and objects are no values", () => {
    expect(lookUp("$.Attributes.missing", data)).toBeUndefined();
    expect(lookUp("$.Queue.Name", data)).toBeUndefined();
    expect(lookUp("$.Attributes", data)).toBeUndefined();
    expect(lookUp("$.Attributes.constructor", data)).toBeUndefined();
  });

  it("are put into the middle of a text", () => {
    expect(resolveText("$.Attributes.name 고객님, $.Attributes.missing안녕하세요", data)).toBe(
      "둘리 고객님, 안녕하세요",
    );
  });

  it("are told from texts that hold more", () => {
    expect(isReference("$.External.action")).toBe(true);
    expect(isReference("say $.External.action")).toBe(false);
    expect(isReference("$.A.b$.C.d")).toBe(false);
  });
});
