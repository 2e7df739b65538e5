import type { Payload } from "../../execution/payload.ts";
import type { Thread } from "../../execution/thread.ts";
import type { Fields, QueryLanguage } from "../../query/query-language.ts";

/** Compiles a template inside a Map state's field, e.g. `BatchInput`, read against the state's effective input. */
export function compileTemplateField(
  template: unknown,
  state: Fields,
  language: QueryLanguage,
): (thread: Thread, input: Payload) => Promise<Payload> {
  const fields = language.name === "JSONata" ? { Arguments: template } : { Parameters: template };
  return language.dataFlow("InputPath" in state ? { ...fields, InputPath: state.InputPath } : fields).work;
}
