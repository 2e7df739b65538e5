import type { CreatedResource } from "./intrinsics.ts";

const reference = /\{\{resolve:([a-z-]+):([^}]*)\}\}/g;

/**
 * Puts the values of secrets of the same template in the place of dynamic references to them:
 * `{{resolve:secretsmanager:<ARN>:SecretString}}`, optionally with a key of the secret's JSON behind.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html
 * @throws Error for a reference that cannot be resolved
 */
export function resolveDynamicReferences(value: unknown, created: ReadonlyMap<string, CreatedResource>): unknown {
  if (typeof value === "string") {
    return value.replace(reference, (whole, service: string, path: string) => {
      if (service !== "secretsmanager") throw new Error(`${whole}: the local stack resolves secretsmanager only.`);
      return secretOf(whole, path, created);
    });
  }
  if (Array.isArray(value)) return value.map((part) => resolveDynamicReferences(part, created));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolveDynamicReferences(part, created)]));
}

function secretOf(whole: string, path: string, created: ReadonlyMap<string, CreatedResource>): string {
  const found = [...created.values()].find(
    ({ ref, attributes }) => attributes.SecretString !== undefined && path.startsWith(`${ref}:`),
  );
  const [kind, key = ""] = path.slice((found?.ref.length ?? 0) + 1).split(":");
  const text = found?.attributes.SecretString;
  if (text === undefined || kind !== "SecretString") throw new Error(`${whole} names no secret of the template.`);
  if (key === "") return text;
  const parsed: unknown = JSON.parse(text);
  const part =
    typeof parsed === "object" && parsed !== null ? Object.entries(parsed).find(([name]) => name === key) : undefined;
  if (!part) throw new Error(`${whole}: the secret has no key "${key}".`);
  return String(part[1]);
}
