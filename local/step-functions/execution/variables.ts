import type { Payload } from "./payload.ts";

/** Variables as one `Assign` sets them. */
export type Assignments = ReadonlyMap<string, Payload>;

/**
 * The variables that a state can read: its own scope's and those of the scopes around it. A Parallel branch and a Map
 * iteration have a scope of their own, whose variables end with it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export class Variables {
  readonly #outer: Variables | undefined;
  readonly #own = new Map<string, Payload>();
  #values: Readonly<Record<string, unknown>> | undefined;

  constructor(outer?: Variables) {
    this.#outer = outer;
  }

  /** Sets variables of this scope; they are visible from the next state on. */
  assign(assignments: Assignments): void {
    for (const [name, value] of assignments) this.#own.set(name, value);
    this.#values = undefined;
  }

  /** Every visible variable with its value, inner scopes first. */
  values(): Readonly<Record<string, unknown>> {
    if (this.#values === undefined) {
      const own: Record<string, unknown> = {};
      for (const [name, payload] of this.#own) own[name] = payload.value;
      this.#values = { ...this.#outer?.values(), ...own };
    }
    return this.#values;
  }
}
