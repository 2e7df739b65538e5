import { ServiceError } from "../../gateway/service.ts";
import { Payload } from "./payload.ts";

/** Reads what a caller gives an execution to start with. Throws a ServiceError `InvalidExecutionInput` for what is not JSON or too long. */
export function parseInput(text: string, maximumBytes: number): Payload {
  let input: Payload;
  try {
    input = Payload.parse(text);
  } catch (error) {
    throw new ServiceError(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: '${error instanceof Error ? error.message : "not JSON"}'`,
    );
  }
  if (!input.exceeds(maximumBytes)) return input;
  throw new ServiceError(
    "InvalidExecutionInput",
    `Invalid State Machine Execution Input: 'The input is longer than ${maximumBytes} bytes.'`,
  );
}
