import { creationOrder } from "./creation-order.ts";
import { resolveDynamicReferences } from "./dynamic-references.ts";
import { type CreatedResource, isTrue, resolveIntrinsics, type Scope } from "./intrinsics.ts";
import type { StackContext } from "./resource-type.ts";
import { resourceTypes, whyWithoutEffect } from "./resource-types.ts";
import { withoutEffect } from "./resources/without-effect.ts";

/**
 * Creates the resources of a template, each behind those that it refers to. Whatever has no effect is reported to the context.
 * @returns what each logical id stands for now
 * @throws Error naming the resource and what is wrong with it
 */
export async function createResources(
  scope: Omit<Scope, "created">,
  context: StackContext,
): Promise<{
  readonly created: ReadonlyMap<string, CreatedResource>;
  readonly outputs: Readonly<Record<string, string>>;
}> {
  const { Resources, Outputs } = scope.template;
  const created = new Map<string, CreatedResource>();
  const full: Scope = { ...scope, created };
  const isWanted = (condition: string | undefined) => condition === undefined || isTrue(condition, full);
  for (const logicalId of creationOrder(scope.template, (name) => isWanted(Resources[name]?.Condition))) {
    created.set(logicalId, await createResource(logicalId, full, context));
  }
  const outputs: Record<string, string> = {};
  for (const [name, { Value, Condition }] of Object.entries(Outputs ?? {})) {
    if (isWanted(Condition)) outputs[name] = String(resolveIntrinsics(Value, full));
  }
  return { created, outputs };
}

async function createResource(logicalId: string, scope: Scope, context: StackContext): Promise<CreatedResource> {
  const resource = scope.template.Resources[logicalId];
  if (!resource) throw new Error(`The template has no resource ${logicalId}.`);
  const { Type: type, Properties } = resource;
  const known = resourceTypes.get(type);
  try {
    if (!known) {
      context.report({ logicalId, type, property: "*", why: whyWithoutEffect(type) });
      return await withoutEffect.create({ logicalId, type, properties: nameOnly(Properties, scope) }, context);
    }
    for (const property of Object.keys(Properties)) {
      if (known.honoured.includes(property) || known.honoured.includes("*")) continue;
      context.report({
        logicalId,
        type,
        property,
        why: known.withoutEffect?.[property] ?? "the local stack does not know this property",
      });
    }
    const properties = resolveDynamicReferences(resolveIntrinsics(Properties, scope), scope.created);
    return await known.create(
      { logicalId, type, properties: typeof properties === "object" ? { ...properties } : {} },
      context,
    );
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new Error(text.startsWith(logicalId) ? text : `${logicalId} (${type}): ${text}`, { cause });
  }
}

/** Of a resource without effect only its name is needed; the rest may refer to what the local stack does not have. */
function nameOnly(properties: Readonly<Record<string, unknown>>, scope: Scope): Record<string, unknown> {
  const names = Object.entries(properties).filter(([key]) => key.endsWith("Name"));
  return Object.fromEntries(names.map(([key, value]) => [key, resolveIntrinsics(value, scope)]));
}
