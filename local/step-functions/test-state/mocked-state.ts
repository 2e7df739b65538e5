import { validationError } from "../api/input.ts";
import { toleranceExceeded } from "../asl/map/tolerance-exceeded.ts";
import type { Payload } from "../execution/payload.ts";
import { StatesError } from "../execution/states-error.ts";
import type { TaskResource } from "../resources/task-resource.ts";
import { checkMockResult, parseMockResult } from "./mock-result.ts";
import type { InnerWork } from "./state-test.ts";
import type { TestRequest } from "./test-request.ts";

/** What stands in for a call, branches or iterations. */
export interface MockedState {
  /** The resource of a Task: returns the mocked result or throws the mocked error. */
  readonly resource: (name: string) => TaskResource;
  /** The branches of a Parallel or the iterations of a Map. */
  readonly inner: (work: InnerWork) => Promise<Payload>;
}

/**
 * Makes the stand-ins of a mock. https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html#mocking-service-integrations
 * @throws ServiceError `ValidationException` where the mock does not fit
 */
export function mockedState(
  mock: NonNullable<TestRequest["mock"]>,
  { mapIterationFailureCount = 0 }: TestRequest["stateConfiguration"],
): MockedState {
  const { errorOutput } = mock;
  const given = mock.result === undefined ? undefined : parseMockResult(mock.result);
  const result = (): Payload => {
    if (given) return given;
    throw new StatesError(errorOutput?.error, errorOutput?.cause);
  };
  return {
    resource: (name) => ({
      waitsForToken: name.endsWith(".waitForTaskToken"),
      standardOnly: false,
      perform: async () => {
        if (given) checkMockResult(name, given.value, mock.fieldValidationMode);
        return result();
      },
    }),
    inner: async (work) => {
      if ("branches" in work) checkLength(given, work.branches.length, "branches");
      else {
        if (mapIterationFailureCount > work.items)
          throw validationError("mapIterationFailureCount must not be greater than the number of items.");
        if (work.exceeds(mapIterationFailureCount)) throw toleranceExceeded();
        if (!work.writesResults) checkLength(given, work.iterations, "iterations");
      }
      return result();
    },
  };
}

function checkLength(result: Payload | undefined, length: number, of: string): void {
  if (!result) return;
  const { value } = result;
  if (!Array.isArray(value))
    throw validationError(`The mocked result must be a JSON array, one element for each of the ${of}.`);
  if (value.length !== length)
    throw validationError(`The mocked result has ${value.length} elements, but there are ${length} ${of}.`);
}
