import { ServiceError } from "../../gateway/service.ts";
import type { RuleTarget } from "../rule.ts";
import { isEventPath } from "../target/event-path.ts";
import { type InputTransformer, reservedVariables, variablesIn } from "../target/input-template.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html */
const mostVariables = 100;

/**
 * Judges a target as PutTargets does. The messages are AWS's where they are known.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
 * @throws ServiceError `ValidationException`
 */
export function checkTarget(target: RuleTarget): void {
  const { id, arn, input, inputPath, inputTransformer } = target;
  if (!/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(arn))
    throw invalid(`Parameter ${arn} is not valid. Reason: Provided Arn is not in correct format.`);
  const given = [input, inputPath, inputTransformer].filter((one) => one !== undefined);
  if (given.length > 1)
    throw invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`);
  if (input !== undefined && !isJson(input)) throw invalid(`JSON syntax error in input for target ${id}.`);
  if (inputPath !== undefined && !isEventPath(inputPath)) throw invalid(`Invalid InputPath for target ${id}.`);
  if (inputTransformer) checkTransformer(id, inputTransformer);
  if (arn.endsWith(".fifo") && arn.includes(":sqs:") && !target.messageGroupId)
    throw invalid(`Parameter SqsParameters.MessageGroupId must be specified for target: ${id}.`);
}

function checkTransformer(id: string, { paths, template }: InputTransformer): void {
  const names = Object.keys(paths);
  if (names.length > mostVariables)
    throw invalid(`InputPathsMap for target ${id} has more than ${mostVariables} variables.`);
  const reserved = names.find((name) => name.startsWith("aws."));
  if (reserved) throw invalid(`InputPathsMap for target ${id} has the reserved name ${reserved}.`);
  const wrong = names.find((name) => !isEventPath(paths[name] ?? ""));
  if (wrong) throw invalid(`Invalid InputPathsMap for target ${id}: ${wrong} is not a path of the event.`);
  const unknown = variablesIn(template).find((name) => !names.includes(name) && !reservedVariables.includes(name));
  if (unknown) throw invalid(`Invalid InputTemplate for target ${id}: there is no variable ${unknown}.`);
  if (/^\s*\{/.test(template) && !isJson(filledWithNumbers(template)))
    throw invalid(`Invalid InputTemplate for target ${id}: it is no JSON object, whatever its variables are.`);
}

/** A number is valid within quotes and outside of them, but not as a key, where no variable may stand. */
function filledWithNumbers(template: string): string {
  return template.replace(/<[\w.-]+>/g, "0");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}
