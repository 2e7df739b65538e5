import { readdirSync, readFileSync } from "node:fs";

/** The parts of a state that the house rules look at. */
export interface StateUnderTest {
  readonly Type: string;
  readonly Comment?: string;
  readonly Resource?: string;
  readonly Arguments?: { readonly FunctionName?: string; readonly TopicArn?: string };
  /** Seconds, or an expression for them. */
  readonly TimeoutSeconds?: number | string;
  readonly HeartbeatSeconds?: number | string;
  readonly Retry?: readonly RetrierUnderTest[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  /** Of a Fail state. */
  readonly Error?: string;
  readonly Cause?: string;
  readonly Branches?: readonly {
    readonly StartAt: string;
    readonly States: Readonly<Record<string, StateUnderTest>>;
  }[];
}

/** One retrier of a state. */
export interface RetrierUnderTest {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

/** A state machine as its file has it. */
export interface MachineUnderTest {
  readonly name: string;
  readonly definition: { readonly Comment?: string; readonly TimeoutSeconds?: number; readonly QueryLanguage?: string };
  /** All states by name, those of Parallel branches too. */
  readonly states: Readonly<Record<string, StateUnderTest>>;
}

/** Reads every `.asl.json` of the project. */
export function machineFiles(): readonly MachineUnderTest[] {
  return readdirSync("state-machines")
    .filter((file) => file.endsWith(".asl.json"))
    .map((file) => {
      const definition = JSON.parse(readFileSync(`state-machines/${file}`, "utf8"));
      return { name: file.replace(".asl.json", ""), definition, states: flat(definition.States) };
    });
}

function flat(states: Readonly<Record<string, StateUnderTest>>): Record<string, StateUnderTest> {
  const nested = Object.values(states).flatMap((state) => (state.Branches ?? []).map((branch) => flat(branch.States)));
  return Object.assign({}, states, ...nested);
}
