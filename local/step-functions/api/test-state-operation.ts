import type { JsonOperation } from "../../gateway/json-protocol.ts";
import type { Services } from "../execution/run.ts";
import { runStateTest } from "../test-state/run-state-test.ts";
import { testRequestSchema } from "../test-state/test-request.ts";
import { readInput } from "./input.ts";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
export function testStateOperation(
  services: Services,
  account: { readonly region: string; readonly accountId: string },
): Record<string, JsonOperation> {
  return { TestState: (input) => runStateTest(readInput(testRequestSchema, input), services, account) };
}
