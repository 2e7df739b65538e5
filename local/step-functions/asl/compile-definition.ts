import type { Integration } from "../execution/run.ts";
import { type CompiledMachine, compileMachine } from "./compile-machine.ts";
import { DefinitionError } from "./definition-error.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { validateDefinition } from "./validation/validate-definition.ts";

/** A definition, judged; and the machine, when it can be run. */
export interface CompiledDefinition {
  readonly diagnostics: readonly Diagnostic[];
  /** Undefined when a diagnostic is an error. */
  readonly machine: CompiledMachine | undefined;
}

/** Judges a definition as AWS does, and makes a machine of it when there is nothing wrong with it that AWS or the local stack minds. */
export function compileDefinition(
  text: string,
  options: { readonly type: "STANDARD" | "EXPRESS"; readonly integrations: ReadonlyMap<string, Integration> },
): CompiledDefinition {
  const { definition, diagnostics } = validateDefinition(text);
  if (diagnostics.some(({ severity }) => severity === "ERROR")) return { diagnostics, machine: undefined };
  try {
    return { diagnostics, machine: compileMachine(definition, options) };
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    const { message } = error;
    const mistake: Diagnostic = { severity: "ERROR", code: "SCHEMA_VALIDATION_FAILED", message, location: "/States" };
    return { diagnostics: [...diagnostics, mistake], machine: undefined };
  }
}
