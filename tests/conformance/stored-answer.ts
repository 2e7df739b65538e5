import type { Mask } from "./recorded-execution.ts";

/**
 * Puts an answer of the API into the form in which answers of AWS were stored beside the recordings: a text that is a JSON object is
 * parsed, once; instants become `datetime`, dates within texts `date`, other texts under a key with `timestamp` in it `timestamp`;
 * the transport's headers are left out.
 * @param parseAll whether outputs that are JSON arrays and scalars were parsed, too (the mask `_convert_output_to_json`)
 */
export function storedAnswer(answer: unknown, parseAll = false): unknown {
  return stored(answer, "", (text, key) => parsedObject(text, parseAll && key === "output"));
}

/** The same for what the recording expects, whose texts were parsed when it was stored. */
export function storedExpectation(expected: unknown): unknown {
  return stored(expected, "", (text) => text);
}

/** Hides in an answer what the recording's own test hid. Masks whose value is a placeholder hide nothing: the comparison resolves those. */
export function withMasks(answer: unknown, masks: readonly Mask[]): unknown {
  let masked = answer;
  for (const mask of masks) {
    if (typeof mask.value === "string" && /^<.*>$/.test(mask.value)) continue;
    if (typeof mask.path === "string") masked = replaced(masked, pathSteps(mask.path), mask.value);
    else if (typeof mask.key === "string") masked = replaced(masked, [{ name: mask.key, deep: true }], mask.value);
  }
  return masked;
}

const transport = new Set(["SdkHttpMetadata", "SdkResponseMetadata"]);
const dateTime =
  /\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})/g;

type Parse = (text: string, key: string) => unknown;

function stored(value: unknown, key: string, parse: Parse): unknown {
  if (value instanceof Date) return "datetime";
  if (typeof value === "string") {
    const parsed = parse(value, key);
    if (typeof parsed !== "string") return stored(parsed, key, (text) => text);
    const text = parsed.replace(dateTime, "date");
    return /timestamp/i.test(key) && text !== "date" ? "timestamp" : text;
  }
  if (Array.isArray(value)) return value.map((item) => stored(item, "", parse));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== undefined && !transport.has(name))
      .map(([name, member]) => [name, stored(member, name, parse)]),
  );
}

function parsedObject(text: string, parseAll: boolean): unknown {
  if (!parseAll && !text.startsWith("{")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface PathStep {
  readonly name: string;
  readonly deep: boolean;
}

/** The steps of a mask's path: names, indexes and `*`, each behind `.` or, for any depth, `..`. */
function pathSteps(path: string): PathStep[] {
  const steps = [...path.slice(1).matchAll(/(\.\.?)?(?:\[['"]?([^\]'"]+)['"]?\]|([^.[\]]+))/g)];
  return steps.map(([, dots, bracket, name]) => ({ name: bracket ?? name ?? "", deep: dots === ".." }));
}

function replaced(value: unknown, steps: readonly PathStep[], mask: unknown): unknown {
  const [step, ...rest] = steps;
  if (!step) return mask;
  if (typeof value !== "object" || value === null) return value;
  const child = (key: string, member: unknown): unknown => {
    const below = step.deep ? replaced(member, steps, mask) : member;
    return step.name === "*" || step.name === key ? replaced(below, rest, mask) : below;
  };
  if (Array.isArray(value)) {
    // A name directly below an array is looked for in its items, as `$..events..x` means.
    return value.map((item, index) => child(String(index), item));
  }
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, child(key, member)]));
}
