import { DefinitionError } from "../asl/definition-error.ts";
import { Payload } from "../execution/payload.ts";
import { DataFault } from "../execution/states-error.ts";
import { compileExpression, isExpression } from "./jsonata-expression.ts";
import { compileAssign, compilePayload, compileTemplate } from "./jsonata-template.ts";
import type { Condition, DataFlow, QueryLanguage } from "./query-language.ts";

/** Fields of the other language, which a JSONata state must not have. */
const jsonPathOnly = ["InputPath", "Parameters", "ResultSelector", "ResultPath", "OutputPath", "ItemsPath", "Result"];

/** Fields whose value is a text; the others that {@link QueryLanguage.field} reads are numbers. */
const textFields = new Set(["Error", "Cause", "Timestamp"]);

/** JSONata as Step Functions uses it: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */
export const jsonataLanguage: QueryLanguage = {
  name: "JSONata",

  dataFlow(fields, place = ""): DataFlow {
    for (const name of jsonPathOnly) {
      if (name in fields)
        throw new DefinitionError(
          `The field '${name}' belongs to JSONPath; a JSONata state uses Arguments, Output and Assign.`,
        );
    }
    const work = "Arguments" in fields ? compilePayload(fields.Arguments, "Arguments") : undefined;
    const output = "Output" in fields ? compilePayload(fields.Output, `${place}Output`) : undefined;
    const assign = compileAssign(fields.Assign, `${place}Assign`);
    return {
      work: async (thread, input) => (work ? work(thread, { input }) : input),
      result: async (thread, input, result) => ({
        output: output ? await output(thread, { input, result }) : result,
        assignments: await assign(thread, { input, result }),
      }),
      pass: async (thread, input) => ({
        output: output ? await output(thread, { input }) : input,
        assignments: await assign(thread, { input }),
      }),
    };
  },

  catcherFlow(fields, location) {
    const output = "Output" in fields ? compilePayload(fields.Output, `${location}/Output`) : undefined;
    const assign = compileAssign(fields.Assign, `${location}/Assign`);
    return async (thread, input, errorOutput) => ({
      output: output ? await output(thread, { input, errorOutput }) : errorOutput,
      assignments: await assign(thread, { input, errorOutput }),
    });
  },

  field(fields, name) {
    const template = fields[name];
    const evaluate = compileTemplate(template, name);
    const expected = textFields.has(name) ? "string" : "number";
    return async (thread, input) => {
      const value = await evaluate(thread, { input });
      if (value !== undefined && typeof value !== expected) throw unexpectedType(template, name, expected, value);
      return value;
    };
  },

  items(fields, takesObject = false) {
    const isItems = (value: unknown): value is readonly unknown[] | object =>
      Array.isArray(value) || (takesObject && typeof value === "object" && value !== null);
    if (!("Items" in fields))
      return async (_thread, { value, text }) => {
        if (isItems(value)) return value;
        throw new DataFault("States.QueryEvaluationError", `Map state input must be an array but was: ${text}`);
      };
    const evaluate = compileTemplate(fields.Items, "Items");
    return async (thread, input) => {
      const items = await evaluate(thread, { input });
      if (!isItems(items)) throw unexpectedType(fields.Items, "Items", "array", items);
      const copy = Payload.of(items).value;
      return isItems(copy) ? copy : [];
    };
  },

  itemSelector(fields) {
    if (!("ItemSelector" in fields)) return undefined;
    const evaluate = compilePayload(fields.ItemSelector, "ItemSelector");
    return (thread, input) => evaluate(thread, { input });
  },

  condition(_state, rule, location): Condition {
    const { Condition } = rule;
    if (typeof Condition === "boolean") return async () => Condition;
    if (typeof Condition !== "string" || !isExpression(Condition)) {
      throw new DefinitionError(`The field '${location}/Condition' must be a boolean or a {% … %} expression.`);
    }
    const field = `${location}/Condition`;
    const evaluate = compileExpression(Condition, field);
    return async (thread, input) => {
      const value = await evaluate(thread, { input });
      if (typeof value !== "boolean") throw unexpectedType(Condition, field, "boolean", value);
      return value;
    };
  },
};

/** The fault that AWS reports when an expression's value has another type than its field needs. */
export function unexpectedType(template: unknown, location: string, expected: string, value: unknown): DataFault {
  const source =
    typeof template === "string" && isExpression(template) ? template.slice(2, -2).trim() : JSON.stringify(template);
  const actual = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  return new DataFault(
    "States.QueryEvaluationError",
    `The JSONata expression '${source}' specified for the field '${location}' returned an unexpected result type. ` +
      `Expected '${expected}', but was '${actual}' for value: ${JSON.stringify(value)}`,
    location,
  );
}
