import type { Template } from "./template.ts";

/**
 * The logical ids of the resources to create, each behind everything that it refers to or depends on. Otherwise in the template's order.
 * @param isWanted tells which resources the template's conditions leave
 * @throws Error that names the circle when resources refer to each other in one
 */
export function creationOrder({ Resources }: Template, isWanted: (logicalId: string) => boolean): string[] {
  const order: string[] = [];
  const done = new Set<string>();
  const visit = (logicalId: string, path: readonly string[]) => {
    const resource = Resources[logicalId];
    if (!resource || done.has(logicalId) || !isWanted(logicalId)) return;
    if (path.includes(logicalId))
      throw new Error(`These resources refer to each other in a circle: ${[...path, logicalId].join(" -> ")}.`);
    for (const name of [...resource.DependsOn, ...referencesIn(resource.Properties)]) visit(name, [...path, logicalId]);
    done.add(logicalId);
    order.push(logicalId);
  };
  for (const logicalId of Object.keys(Resources)) visit(logicalId, []);
  return order;
}

/** Names in Ref, Fn::GetAtt and Fn::Sub; some are parameters, which the caller leaves out. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => {
    if (key === "Ref" && typeof part === "string") return [part];
    if (key === "Fn::GetAtt") return [String(Array.isArray(part) ? part[0] : part).split(".")[0] ?? ""];
    if (key === "Fn::Sub") {
      const text: unknown = Array.isArray(part) ? part[0] : part;
      return [...namesIn(String(text)), ...(Array.isArray(part) ? referencesIn(part[1]) : [])];
    }
    return referencesIn(part);
  });
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)].map(([, name]) => name ?? "");
}
