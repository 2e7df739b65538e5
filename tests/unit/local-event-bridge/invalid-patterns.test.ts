import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseEventPattern } from "../../../local/event-bridge/event-pattern.ts";
import { InvalidEventPattern } from "../../../local/event-bridge/invalid-event-pattern.ts";

function reasonOf(pattern: string): string {
  try {
    parseEventPattern(pattern);
  } catch (error) {
    if (error instanceof InvalidEventPattern) return error.reason;
    throw error;
  }
  return "none";
}

const tokens = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe("an invalid pattern is refused with the reason and the place up to which it was read:", () => {
  it.each<[string, string, number]>([
    ["3", "Filter is not an object", 2],
    ['["a"]', "Filter is not an object", 2],
    ['"a"', "Filter is not an object", 2],
    ["{}", "Empty objects are not allowed", 3],
    ['{"detail": {}}', "Empty objects are not allowed", 14],
    ['{"a": []}', "Empty arrays are not allowed", 9],
    ['{"a": "b"}', '"a" must be an object or an array', 8],
    ['{"a": null}', '"a" must be an object or an array', 11],
    ['{"a": [["b"]]}', "Match value must be String, number, true, false, or null", 9],
    ['{"a": [{}]}', "Match expression name not found", 10],
    ['{"a": [{"prefix": "b", "suffix": "c"}]}', "Only one key allowed in match expression", 35],
    ['{"a": [{"prefix": {"wildcard": "b"}}]}', "Unsupported prefix pattern: wildcard", 33],
    ['{"a": [{"prefix": {}}]}', "Prefix expression name not found", 21],
    ['{"a": [{"suffix": {"equals-ignore-case": ["b"]}}]}', "equals-ignore-case match pattern must be a string", 43],
    ['{"a": [{"exists": "true"}]}', "exists match pattern must be either true or false.", 20],
    ['{"a": [{"exactly": 1}]}', "exact match pattern must be a string", 21],
    ['{"a": [{"numeric": []}]}', "Invalid member in numeric match: ]", 22],
    ['{"a": [{"numeric": [5]}]}', "Invalid member in numeric match: 5", 22],
    ['{"a": [{"numeric": [">"]}]}', "Value of > must be numeric", 25],
    ['{"a": [{"numeric": ["=", "5"]}]}', "Value of equals must be numeric", 27],
    ['{"a": [{"numeric": ["=", 5, "<", 6]}]}', "Too many elements in numeric expression", 30],
    ['{"a": [{"numeric": ["!=", 5]}]}', "Unrecognized numeric range operator: !=", 28],
    ['{"a": [{"numeric": [">", 5, 6]}]}', "Bad value in numeric range: 6", 30],
    ['{"a": [{"numeric": [">", 5, "<", 6, 7]}]}', "Too many terms in numeric range expression", 38],
    ['{"a": [{"numeric": [">", 6, "<", 5]}]}', "Bottom must be less than top", 36],
    ['{"a": [{"numeric": ["<", 6e9]}]}', "Value must be between -5.0E9 and 5.0E9, inclusive", 30],
    ['{"a": [{"anything-but": true}]}', "Value of anything-but must be an array or single string/number value.", 29],
    ['{"a": [{"anything-but": {}}]}', "Anything-But expression name not found", 27],
    ['{"a": [{"anything-but": {"numeric": 1}}]}', "Unsupported anything-but pattern: numeric", 38],
    [
      '{"a": [{"anything-but": ["b", 1]}]}',
      "Inside anything but list, either all values are number or string, mixed type is not supported",
      33,
    ],
    ['{"a": [{"anything-but": {"prefix": ""}}]}', "Null prefix/suffix not allowed", 38],
    ['{"a": [{"wildcard": "a\\\\b"}]}', "Invalid escape character at pos 2", 27],
    ['{"a": [{"wildcard": "é**"}]}', "Consecutive wildcard characters at pos 3", 26],
    ['{"$or": {"a": [1]}}', "It must be an Array followed with $or.", 10],
    ['{"$or": [{"a": [1]}]}', "There must have at least 2 Objects in $or relationship.", 21],
    ['{"$or": [1, 2]}', "Only JSON object is allowed in array of $or relationship.", 11],
    [
      '{"$or": [{"prefix": [1]}, {"b": [1]}]}',
      "prefix is Ruler reserved fieldName which cannot be used inside $or.",
      22,
    ],
    ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 3],
    ['{"a": [1,]}', `Unexpected character (']' (code 93)): expected a valid value ${tokens}`, 11],
    ['{"a": [1],}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 12],
    ['{"a" [1]}', "Unexpected character ('[' (code 91)): was expecting a colon to separate field name and value", 7],
    [
      '{"a": [1] "b": [2]}',
      "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
      12,
    ],
    ['{"a": [1 2]}', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 11],
    ['{"a": [tru]}', `Unrecognized token 'tru': was expecting ${tokens}`, 11],
    ['{"a": [한국]}', `Unrecognized token '한국': was expecting ${tokens}`, 10],
    ['{"a": [NaN]}', "Non-standard token 'NaN': enable JsonParser.Feature.ALLOW_NON_NUMERIC_NUMBERS to allow", 11],
    ['{"a": [01]}', "Invalid numeric value: Leading zeroes not allowed", 9],
    [
      '{"a": [-]}',
      "Unexpected character (']' (code 93)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
      10,
    ],
    ['{"a": ["b]}', "Unexpected end-of-input: was expecting closing quote for a string value", 12],
    ['{"a": ["\\x"]}', "Unrecognized character escape 'x' (code 120)", 11],
    [
      '{"a": ["b\tc"]}',
      "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value",
      11,
    ],
    ['{"a', "Unexpected end-of-input in field name", 4],
    ['{"a":', "Unexpected end-of-input within/between Object entries", 6],
  ])("%s", (pattern, reason, column) => {
    const quoted = `${reason}\n at [Source: (String)"${pattern}"; line: 1, column: ${column}]`;
    expect(reasonOf(pattern)).toBe(quoted);
  });

  it("an end that comes too early names where the open bracket stands", () => {
    expect(reasonOf('{"a": [1')).toBe(
      'Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"{"a": [1"; line: 1, column: 7])' +
        '\n at [Source: (String)"{"a": [1"; line: 1, column: 9]',
    );
    expect(reasonOf('{"a": [1}')).toBe(
      `Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"a": [1}"; line: 1, column: 7])` +
        '\n at [Source: (String)"{"a": [1}"; line: 1, column: 10]',
    );
  });

  it("lines are counted, and columns within them", () => {
    expect(reasonOf('{\n  "a": [1],\r\n  "b": 2\n}')).toMatch(/line: 3, column: 9\]$/);
  });

  it("a mistake within a list of anything-but has its place twice", () => {
    const place = '\n at [Source: (String)"{"a": [{"anything-but": {"prefix": [1]}}]}"; line: 1, column: 38]';
    expect(reasonOf('{"a": [{"anything-but": {"prefix": [1]}}]}')).toBe(
      `prefix/suffix match pattern must be a string${place}${place}`,
    );
  });

  it("a long pattern is quoted up to 500 characters", () => {
    const pattern = `{"a": ["${"x".repeat(600)}"], "b": 1}`;
    expect(reasonOf(pattern)).toContain(
      `"${pattern.slice(0, 500)}"[truncated ${pattern.length - 500} chars]; line: 1,`,
    );
  });

  it.each([
    ["10.0.0.0", "Malformed CIDR, one '/' required"],
    ["10.0.0.0/8/8", "Malformed CIDR, one '/' required"],
    ["10.0.0.0/x", "Malformed CIDR, mask bits must be an integer"],
    ["10.0.0.0/-1", "Malformed CIDR, mask bits must not be negative"],
    ["10.0.0.0/32", "IPv4 mask bits must be < 32"],
    ["::/128", "IPv6 mask bits must be < 128"],
    ["example.org/8", "Nonstandard IP address: example.org"],
    ["10.0.0.256/8", "Invalid IP address: 10.0.0.256"],
  ])("the block %s has no place: %s", (block, reason) => {
    expect(reasonOf(JSON.stringify({ a: [{ cidr: block }] }))).toBe(reason);
  });

  it("too many wildcards that may match at once are too complex", () => {
    const wildcards = (...texts: string[]) => reasonOf(JSON.stringify({ a: texts.map((wildcard) => ({ wildcard })) }));
    const tooComplex =
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character";
    expect(wildcards("*:stack/a/*", "*:stack/b/*", "*:stack/c/*")).toBe("none");
    expect(wildcards("*:stack/a/*", "*:stack/b/*", "*:stack/c/*", "*:stack/d/*")).toBe(tooComplex);
    expect(wildcards("*a*a*a*a*a*a*")).toBe(tooComplex);
    expect(wildcards(`*${"ab".repeat(12)}`)).toBe(tooComplex);
    expect(wildcards("abcdefghijklmnop*")).toBe("none");
    // The patterns of one anything-but share what they begin with.
    const butNot = (...texts: string[]) => reasonOf(JSON.stringify({ a: [{ "anything-but": { wildcard: texts } }] }));
    expect(butNot("*/a", "*/b", "*/c", "*/d", "*/e", "*/f")).toBe("none");
    expect(wildcards("*/a", "*/b", "*/c", "*/d", "*/e", "*/f")).toBe(tooComplex);
  });

  it("no text makes the reader fail in another way", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      '"a"',
      ":",
      ",",
      "1",
      "-",
      "true",
      "nul",
      '"',
      "\\",
      " ",
      "\n",
      "é",
      ".",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const reason = reasonOf(text);
        if (reason === "none") expect(text.trimStart()).toMatch(/^\{/);
      }),
      { numRuns: 2_000 },
    );
  });
});
