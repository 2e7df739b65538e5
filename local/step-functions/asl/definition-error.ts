/** A definition that cannot be run. The message names the state and field, and what to write instead. */
export class DefinitionError extends Error {
  override readonly name = "DefinitionError";
}
