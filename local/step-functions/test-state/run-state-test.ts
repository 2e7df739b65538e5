import { ServiceError } from "../../gateway/service.ts";
import { validationError } from "../api/input.ts";
import { compileMachine } from "../asl/compile-machine.ts";
import { DefinitionError } from "../asl/definition-error.ts";
import type { State } from "../asl/state.ts";
import { stateFailure } from "../asl/state-failure.ts";
import { setAlarm } from "../execution/alarm.ts";
import { parseInput } from "../execution/parse-input.ts";
import type { Payload } from "../execution/payload.ts";
import type { Services } from "../execution/run.ts";
import { StatesError } from "../execution/states-error.ts";
import type { Thread } from "../execution/thread.ts";
import type { TaskResource } from "../resources/task-resource.ts";
import { mockedState } from "./mocked-state.ts";
import type { StateTest } from "./state-test.ts";
import { runsInside, type StateUnderTest, stateUnderTest } from "./state-under-test.ts";
import { checkRequest, type TestRequest } from "./test-request.ts";
import { testThread } from "./test-thread.ts";
import { watched } from "./watched-language.ts";

/** Longest run of a test: https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html */
const longestSeconds = 300;

/** Ends a test where the state would wait for a retry. */
class RetryReached extends Error {
  override readonly name = "RetryReached";
}

/** What a test came to, as TestState answers it. Absent members are undefined. */
export interface TestAnswer {
  readonly status: "SUCCEEDED" | "FAILED" | "RETRIABLE" | "CAUGHT_ERROR";
  readonly output?: string | undefined;
  readonly nextState?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** Above the inspection level INFO. */
  readonly inspectionData?: Readonly<Record<string, unknown>>;
}

/**
 * Runs one state of a definition by itself, as it would run in an execution.
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html
 * @throws ServiceError `InvalidDefinition`, `InvalidExecutionInput` or `ValidationException`
 */
export async function runStateTest(
  request: TestRequest,
  services: Services,
  account: { readonly region: string; readonly accountId: string },
): Promise<TestAnswer> {
  const subject = stateUnderTest(request.definition, request.stateName);
  checkRequest(request, subject);
  checkErrorSource(request, subject);
  const mock = request.mock && mockedState(request.mock, request.stateConfiguration);
  const state = compileState(subject, services, mock?.resource);
  const input = parseInput(request.input, services.limits.payloadBytes);
  const variables = request.variables === undefined ? {} : parseObject(request.variables, "variables");
  const inspected: Record<string, unknown> = { input: request.input };
  let handled: StatesError | undefined;
  const handle = (error: StatesError, details: Readonly<Record<string, number>>) => {
    handled = error;
    inspected.errorDetails = details;
  };
  const test: StateTest = {
    context: request.context === undefined ? undefined : parseObject(request.context, "context"),
    retriesMade: request.stateConfiguration.retrierRetryCount ?? 0,
    readerData: request.stateConfiguration.mapItemReaderData,
    inner: (work) => mock?.inner(work) ?? Promise.reject(new Error("Parallel and Map states are tested with a mock.")),
    retry(retryIndex, retryBackoffIntervalSeconds, error) {
      handle(error, { retryIndex, retryBackoffIntervalSeconds });
      throw new RetryReached();
    },
    caught: (catchIndex, error) => handle(error, { catchIndex }),
    inspect(name, value) {
      inspected[name] = value;
    },
  };
  const abort = new AbortController();
  const roleArn = request.roleArn ?? "";
  const thread = testThread(services, { subject, input, variables, roleArn, test, signal: abort.signal, account });
  const timeout = setAlarm(services.clock, longestSeconds, "States.Timeout");
  try {
    const outcome = await outcomeOf(thread, Promise.race([state.run(thread, input), timeout.rings]));
    const error = outcome.error ?? handled;
    const values = thread.variables.values();
    if (Object.keys(values).length > 0) inspected.variables = JSON.stringify(values);
    return {
      output: outcome.output?.text,
      error: error?.error,
      cause: error?.causeText,
      ...(request.inspectionLevel !== "INFO" && { inspectionData: inspected }),
      nextState: outcome.next,
      status: outcome.status === "SUCCEEDED" && handled ? "CAUGHT_ERROR" : outcome.status,
    };
  } finally {
    timeout.cancel();
    abort.abort(new Error("The test of the state has ended."));
  }
}

interface Outcome {
  readonly status: "SUCCEEDED" | "FAILED" | "RETRIABLE";
  readonly output?: Payload;
  readonly next?: string | undefined;
  readonly error?: StatesError;
}

/** How the state's run ended. Throws what is no error of the state, such as a mock that does not fit. */
async function outcomeOf(thread: Thread, run: ReturnType<State["run"]>): Promise<Outcome> {
  try {
    return { status: "SUCCEEDED", ...(await run) };
  } catch (thrown) {
    if (thrown instanceof RetryReached) return { status: "RETRIABLE" };
    const error = stateFailure(thread, thrown);
    if (error instanceof StatesError) return { status: "FAILED", error };
    throw error;
  }
}

/** Compiles the state as the only one of a machine, in the language of the machine that it is from. */
function compileState(
  { name, fields, language }: StateUnderTest,
  { integrations }: Services,
  resource: ((name: string) => TaskResource) | undefined,
): State {
  const machine = { QueryLanguage: language, StartAt: name, States: { [name]: fields } };
  try {
    const { block } = compileMachine(machine, { type: "STANDARD", integrations, resource, around: watched });
    const state = block.states.get(name);
    if (state) return state;
    throw new DefinitionError(`There is no state '${name}'.`);
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    throw new ServiceError(
      "InvalidDefinition",
      `Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: ${error.message}'`,
    );
  }
}

/** The state that a mocked error is said to come from must be one that the state runs inside. */
function checkErrorSource({ stateConfiguration }: TestRequest, { name, fields }: StateUnderTest): void {
  const { errorCausedByState } = stateConfiguration;
  if (errorCausedByState === undefined || runsInside(fields, errorCausedByState)) return;
  throw validationError(`The state '${name}' runs no state '${errorCausedByState}', which errorCausedByState names.`);
}

function parseObject(text: string, member: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw validationError(`The member '${member}' must be valid JSON.`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  throw validationError(`The member '${member}' must be a JSON object.`);
}
