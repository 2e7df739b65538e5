import { Payload } from "../execution/payload.ts";
import { DataFault } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import type { Assignments } from "../execution/variables.ts";
import { compileChoiceRule } from "./choice-rule.ts";
import { compileMembers, compilePathTemplate, notFound } from "./json-path-template.ts";
import { compilePathExpression, compileValueExpression } from "./path-expression.ts";
import type { QueryLanguage } from "./query-language.ts";
import { compileResultPath } from "./result-path.ts";

/** JSONPath as Step Functions uses it: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html */
export const jsonPathLanguage: QueryLanguage = {
  name: "JSONPath",

  dataFlow(fields) {
    const select = compileFilter(fields.InputPath, "$");
    const parameters = "Parameters" in fields ? compilePathTemplate(fields.Parameters) : undefined;
    const selector = "ResultSelector" in fields ? compilePathTemplate(fields.ResultSelector) : undefined;
    const assign = compileAssign(fields.Assign);
    const place = compileResultPath(fields.ResultPath);
    const filterOutput = compileFilter(fields.OutputPath, "$");
    const constant = "Result" in fields ? Payload.of(fields.Result) : undefined;

    const work = async (thread: Thread, input: Payload) => {
      const effective = select(thread, input);
      return parameters ? Payload.of(parameters(thread, effective.value)) : effective;
    };
    const leave = (thread: Thread, input: Payload, result: Payload) => ({
      output: filterOutput(thread, place(input, result)),
      assignments: assign(thread, result),
    });
    return {
      work,
      result: async (thread, input, result) =>
        leave(thread, input, selector ? Payload.of(selector(thread, result.value)) : result),
      pass: async (thread, input) => {
        const effective = await work(thread, input);
        return leave(thread, input, constant ?? effective);
      },
    };
  },

  catcherFlow(fields) {
    const place = compileResultPath(fields.ResultPath);
    const assign = compileAssign(fields.Assign);
    return async (thread, input, errorOutput) => ({
      output: place(input, errorOutput),
      assignments: assign(thread, errorOutput),
    });
  },

  field(fields, name) {
    const field = `${name}Path`;
    const path = fields[field];
    if (typeof path !== "string") return async () => fields[name];
    const select = compileFilter(fields.InputPath, "$");
    const expression = compileValueExpression(path);
    return async (thread, input) => {
      const document = select(thread, input).value;
      const found = expression(thread, document);
      if (found.ok) return found.value;
      throw name === "Seconds" || name === "Timestamp"
        ? new DataFault("States.Runtime", `The ${field} parameter does not reference an input value: ${path}`)
        : notFound(thread, path, field, document);
    };
  },

  items(fields, takesObject = false) {
    const select = compileFilter(fields.InputPath, "$");
    const path = typeof fields.ItemsPath === "string" ? fields.ItemsPath : "$";
    const filter = compileFilter(path, "$");
    return async (thread, input) => {
      const { value } = filter(thread, select(thread, input));
      if (Array.isArray(value) || (takesObject && isObject(value))) return value;
      throw new DataFault("States.Runtime", `Reference path "${path}" must point to array.`);
    };
  },

  itemSelector(fields) {
    const template = fields.ItemSelector ?? fields.Parameters;
    if (template === undefined) return undefined;
    const select = compileFilter(fields.InputPath, "$");
    const selector = compilePathTemplate(template);
    return async (thread, input) => Payload.of(selector(thread, select(thread, input).value));
  },

  condition(state, rule, location) {
    const select = compileFilter(state.InputPath, "$");
    const holds = compileChoiceRule(rule, location);
    return async (thread, input) => holds(thread, select(thread, input).value);
  },
};

/** `InputPath`, `OutputPath` and the like: null stands for the empty object. */
function compileFilter(path: unknown, fallback: string): (thread: Thread, payload: Payload) => Payload {
  if (path === null) return () => Payload.empty;
  const expression = compilePathExpression(typeof path === "string" ? path : fallback);
  if (expression.isWhole) return (_thread, payload) => payload;
  return (thread, payload) => {
    const found = expression.find(thread, payload.value);
    if (found.ok) return Payload.of(found.value);
    const reason = found.last ? "No results for path" : "Missing property in path";
    throw new DataFault(
      "States.Runtime",
      `Invalid path '${expression.text}' : ${reason}${found.last ? ":" : ""} ${found.reached}`,
    );
  };
}

function compileAssign(template: unknown): (thread: Thread, result: Payload) => Assignments | undefined {
  const variables = typeof template === "object" && template !== null ? compileMembers(template) : [];
  if (variables.length === 0) return () => undefined;
  return (thread, result) =>
    new Map(variables.map(({ name, evaluate }) => [name, Payload.of(evaluate(thread, result.value))]));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
