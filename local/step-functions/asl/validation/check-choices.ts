import { operatorNames } from "../../query/choice-operators.ts";
import { isExpression } from "../../query/jsonata-expression.ts";
import { checkFields, checkText } from "./check-fields.ts";
import { isPath, isTimestamp } from "./check-json-path.ts";
import { type Findings, isObject, type Members } from "./findings.ts";

const combinations = ["And", "Or", "Not"];
const comparisons = [...operatorNames, "IsPresent"];
const operators = [...comparisons, ...combinations];

/** Checks the rules of a Choice state: https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html */
export function checkChoices(
  state: Members,
  location: string,
  findings: Findings,
  language: "JSONPath" | "JSONata",
): void {
  const { Choices } = state;
  if (Choices === undefined) return;
  if (!Array.isArray(Choices) || Choices.length === 0) {
    findings.schema(`${location}/Choices`, "Value must be an array with at least one rule");
    return;
  }
  for (const [index, rule] of Choices.entries()) {
    const place = `${location}/Choices[${index}]`;
    if (!isObject(rule)) findings.schema(place, "A rule must be a JSON object");
    else if (language === "JSONata") checkConditionRule(rule, place, findings);
    else {
      const own = ["Next", "Comment", "Assign"];
      if (rule.Next === undefined) findings.schema(place, "These fields are required: [Next]");
      checkText(rule, "Next", place, findings);
      checkRule(rule, place, findings, own);
    }
  }
}

function checkConditionRule(rule: Members, location: string, findings: Findings): void {
  const optional = ["Comment", "Assign", "Output"];
  checkFields(rule, location, findings, { required: ["Condition", "Next"], optional, exclusive: [] });
  checkText(rule, "Next", location, findings);
  const { Condition } = rule;
  const isComputed = typeof Condition === "string" && isExpression(Condition);
  if (Condition !== undefined && typeof Condition !== "boolean" && !isComputed)
    findings.schema(`${location}/Condition`, "Value must be a boolean or a JSONata expression");
}

/** Checks a rule, or one inside another, which leads nowhere itself. */
function checkRule(rule: Members, location: string, findings: Findings, own: readonly string[]): void {
  const used = operators.filter((operator) => operator in rule);
  const [operator] = used;
  if (operator === undefined || used.length > 1) {
    findings.schema(location, "A rule must have exactly one operator");
    return;
  }
  const isComparison = !combinations.includes(operator);
  checkFields(rule, location, findings, {
    required: isComparison ? ["Variable", operator] : [operator],
    optional: own,
    exclusive: [],
  });
  const place = `${location}/${operator}`;
  const value = rule[operator];
  if (isComparison) {
    if (rule.Variable !== undefined && !isPath(rule.Variable))
      findings.schema(`${location}/Variable`, "Value must be a valid JSONPath.");
    checkOperand(operator, value, place, findings);
  } else if (operator === "Not") {
    if (isObject(value)) checkRule(value, place, findings, ["Comment"]);
    else findings.schema(place, "Value must be a rule");
  } else if (Array.isArray(value) && value.length > 0) {
    for (const [index, inner] of value.entries()) {
      if (isObject(inner)) checkRule(inner, `${place}[${index}]`, findings, ["Comment"]);
      else findings.schema(`${place}[${index}]`, "Value must be a rule");
    }
  } else findings.schema(place, "Value must be an array with at least one rule");
}

function checkOperand(operator: string, value: unknown, location: string, findings: Findings): void {
  if (operator.endsWith("Path")) {
    if (!isPath(value)) findings.schema(location, "Value must be a valid JSONPath.");
  } else if (operator.startsWith("Is") || operator.startsWith("Boolean")) {
    if (typeof value !== "boolean") findings.schema(location, "Value must be a boolean");
  } else if (operator.startsWith("Numeric")) {
    if (typeof value !== "number") findings.schema(location, "Value must be a number");
  } else if (operator.startsWith("Timestamp")) {
    if (!isTimestamp(value)) findings.schema(location, "Value must be a valid timestamp, e.g. 2026-01-05T09:30:00Z");
  } else if (typeof value !== "string") findings.schema(location, "Value must be a string");
}
