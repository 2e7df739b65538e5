/**
 * The value at a path of an event, such as `$.detail.items[0].name`; `[*]` and `.*` give the values of all elements or members in a list.
 * `undefined` where there is none.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
export function valueAt(event: unknown, path: string): unknown {
  let values: readonly unknown[] = [event];
  let isMany = false;
  for (const step of stepsOf(path) ?? []) {
    isMany ||= step === "*";
    values = values.flatMap((value): unknown[] => {
      if (typeof value !== "object" || value === null) return [];
      if (step === "*") return Object.values(value);
      return Object.hasOwn(value, step) ? [Reflect.get(value, step)] : [];
    });
  }
  return isMany ? values : values[0];
}

/** Whether a text is a path that EventBridge knows: `$`, names behind dots, indices and wildcards. */
export function isEventPath(path: string): boolean {
  return stepsOf(path) !== undefined;
}

/** The names and indices of a path; `undefined` when it is none. */
function stepsOf(path: string): readonly string[] | undefined {
  if (!/^\$(?:\.(?:\*|[^.[\]*$]+)|\[(?:\d+|\*|'[^']+')\])*$/.test(path)) return undefined;
  return [...path.matchAll(/\.([^.[\]]+)|\[(\d+|\*)\]|\['([^']+)'\]/g)].map(
    ([, name, index, quoted]) => name ?? index ?? quoted ?? "",
  );
}
