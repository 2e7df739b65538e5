import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { page } from "../../../local/step-functions/api/paging.ts";
import { Payload } from "../../../local/step-functions/execution/payload.ts";

describe("a payload", () => {
  it("has the value that it was made of", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) =>
        expect(JSON.stringify(Payload.of(value).value)).toBe(JSON.stringify(value)),
      ),
    );
  });

  it("keeps the spelling of the text that it was made of", () => {
    expect(Payload.parse('{ "a": 1.0 }').text).toBe('{ "a": 1.0 }');
  });

  it("does not change with the value that it was made of", () => {
    const value = { list: [1] };
    const payload = Payload.of(value);
    value.list.push(2);
    expect(payload.value).toEqual({ list: [1] });
  });

  it("is measured in bytes of UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(60), (text, bytes) => {
        const payload = Payload.of(text);
        expect(payload.exceeds(bytes)).toBe(Buffer.byteLength(JSON.stringify(text)) > bytes);
      }),
    );
  });
});

describe("pages", () => {
  it("put together are the list, none longer than asked for", () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), (list, maxResults) => {
        const found: number[] = [];
        let nextToken: string | undefined;
        do {
          const next = page(list, { maxResults, nextToken });
          expect(next.items.length).toBeLessThanOrEqual(maxResults);
          found.push(...next.items);
          nextToken = next.nextToken;
        } while (nextToken !== undefined);
        expect(found).toEqual(list);
      }),
    );
  });
});
