/**
 * What the placeholders of one recording have turned out to stand for. A placeholder stands for the same text wherever it occurs, and
 * two placeholders of one kind (`<uuid:1>`, `<uuid:2>`) for different texts.
 */
export class Placeholders {
  readonly #literals: string;
  readonly #roleArn: string;
  #bound: ReadonlyMap<string, string> = new Map();

  /**
   * @param literals texts in which `<…>` is test data, so that it is none in what is expected either: definition and input
   * @param roleArn the role that the machine was created with
   */
  constructor(literals: string, roleArn: string) {
    this.#literals = literals;
    this.#roleArn = roleArn;
  }

  /** Tries something that resolves placeholders, and forgets what it resolved when it comes to false. */
  attempt(work: () => boolean): boolean {
    const before = this.#bound;
    const succeeded = work();
    if (!succeeded) this.#bound = before;
    return succeeded;
  }

  /** Whether an answer's text is the expected one, its placeholders standing for what they stood for before or for something new. */
  matches(expected: string, actual: string): boolean {
    const text = expected.replaceAll(/snf_role_arn|sfn_role_arn/g, () => this.#roleArn);
    if (text === actual || words.get(text)?.test(actual)) return true;
    const names: string[] = [];
    const pattern = text.split(placeholder).map((part, index) => {
      if (index % 2 === 0 || this.#literals.includes(part)) return escaped(part);
      const bound = this.#bound.get(part);
      if (bound !== undefined) return escaped(bound);
      const earlier = names.indexOf(part);
      if (earlier >= 0) return `\\${earlier + 1}`;
      names.push(part);
      return `(${shape(part, part === text)})`;
    });
    if (pattern.length === 1) return false;
    const match = new RegExp(`^${pattern.join("")}$`, "s").exec(actual);
    return match !== null && this.#bind(names, match.slice(1));
  }

  #bind(names: readonly string[], texts: readonly string[]): boolean {
    const bound = new Map(this.#bound);
    for (const [place, name] of names.entries()) {
      const text = texts[place] ?? "";
      for (const [other, taken] of bound) if (kindOf(other) === kindOf(name) && taken === text) return false;
      bound.set(name, text);
    }
    this.#bound = bound;
    return true;
  }
}

/** A text as a regular expression that matches it and nothing else. */
function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

const placeholder = /(<[A-Za-z][\w.-]*(?::\d+)?>)/;
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/** Words that stand for a whole text of a form. */
const words: ReadonlyMap<string, RegExp> = new Map([
  ["map_run_arn", /^arn:[^:]+:states:[^:]+:\d+:mapRun:\S+$/],
  ["RandomNumberGenerated", /^-?\d+(\.\d+)?$/],
  ["generated-uuid", new RegExp(`^${uuid}$`)],
  ["start-time", /^date$/],
  ["entered-time", /^date$/],
  ["<start-time>", /^date$/],
  ["<entered-time>", /^date$/],
]);

/** What may stand in a placeholder's place; `isAll` when it is the whole text. */
function shape(name: string, isAll: boolean): string {
  if (/^<(uuid|request[_-]id)\b/.test(name)) return uuid;
  if (name.startsWith("<json-input")) return "\\{.*\\}";
  return isAll ? ".+" : "[^\\s:/\"'{}]+";
}

function kindOf(name: string): string {
  return name.replace(/:\d+>$/, ">");
}
