import type { Clock } from "../../clock.ts";
import type { LiveContacts } from "../../connect/api/live-contacts.ts";
import type { ScriptRegister } from "../../speech/script-register.ts";
import type { EngineNames } from "../day-report.ts";
import type { StackAccess } from "../trace/stack-access.ts";
import type { PackagedFlows } from "./packaged-flows.ts";

/** The local stack as the start command needs it. */
export interface RunningStack {
  /** The one URL of all AWS APIs. */
  readonly endpoint: string;
  /** The time that the stack lives in. */
  readonly clock: Clock;
  /** Outputs of the template by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What of the template has no effect here, one text each; and the file that lists them, relative to the project. */
  readonly unsupported: readonly string[];
  readonly unsupportedFile: string;
  readonly engines: EngineNames;
  /** The flows of Amazon Connect as they were packaged. */
  readonly flows: PackagedFlows;
  /** The contacts on which the API of the simulated Amazon Connect acts. */
  readonly live: LiveContacts;
  /** What the replay engine hears. */
  readonly scripts: ScriptRegister;
  /** Ends every service, worker and socket. Safe to call twice. */
  close(): Promise<void>;
}

/** How the command line tools reach the stack. */
export function accessTo({ endpoint, outputs, engines }: RunningStack): StackAccess {
  return {
    client: {
      region: "ap-northeast-2",
      endpoint,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    },
    prefix: "aicc-dev",
    outputs,
    engines: { ...engines },
    place: `the stack at ${endpoint}`,
  };
}

/**
 * An output of the stack.
 * @throws Error when the template does not have it
 */
export function outputOf(stack: Pick<RunningStack, "outputs">, name: string): string {
  const value = stack.outputs[name];
  if (value === undefined) {
    throw new Error(`The template has no output ${name}; it has ${Object.keys(stack.outputs).sort().join(", ")}.`);
  }
  return value;
}
