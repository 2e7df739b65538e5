import { InvalidEventPattern } from "./invalid-event-pattern.ts";
import type { LeafValue } from "./pattern/condition.ts";
import type { EventField, EventFields, Membership } from "./pattern/event-fields.ts";
import { createPatternReader } from "./pattern/pattern-reader.ts";
import { type Alternative, readAlternatives } from "./pattern/read-alternatives.ts";
import type { FieldConditions } from "./pattern/read-values.ts";
import { parseWildcard } from "./pattern/wildcard.ts";
import { isTooComplex } from "./pattern/wildcard-complexity.ts";

/** A parsed event pattern: tells whether an event matches. */
export type EventPattern = (event: EventFields) => boolean;

/** A field of an alternative, and what it asks for. */
interface Field {
  readonly path: string;
  readonly tests: readonly ((value: LeafValue) => boolean)[];
  /** Whether it is enough that the event has no such field. */
  readonly mayBeAbsent: boolean;
}

/**
 * Parses an Amazon EventBridge event pattern. Pure.
 * Operators: exact values, prefix, suffix (both also with equals-ignore-case), anything-but, numeric, exists, equals-ignore-case, wildcard, cidr, $or.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html and https://github.com/aws/event-ruler
 * @throws InvalidEventPattern with AWS's reason and place where a pattern is not valid
 */
export function parseEventPattern(text: string): EventPattern {
  const alternatives = readAlternatives(createPatternReader(text));
  for (const field of new Set(alternatives.flatMap((fields) => [...fields.values()]))) checkComplexity(field);
  const sorted = alternatives.map(fieldsOf);
  return (event) => sorted.some((fields) => matches(fields, event));
}

/** In the order of their paths, in which AWS's matcher goes through them. */
function fieldsOf(alternative: Alternative): readonly Field[] {
  return [...alternative]
    .map(([path, { conditions }]) => ({
      path,
      tests: conditions.filter((condition) => condition !== "absent"),
      mayBeAbsent: conditions.includes("absent"),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function checkComplexity({ wildcards }: FieldConditions): void {
  const piecesOf = (text: string) => {
    const parsed = parseWildcard(text);
    return "pieces" in parsed ? [parsed.pieces] : [];
  };
  if (isTooComplex(wildcards.map((texts) => texts.flatMap(piecesOf))))
    throw new InvalidEventPattern(
      "Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a wildcard character",
    );
}

/** Whether all fields match. Those whose values stand outside of lists of objects depend on no other, so they come first. */
function matches(fields: readonly Field[], event: EventFields): boolean {
  let fieldsInLists: Field[] | undefined;
  for (const field of fields) {
    const found = event.get(field.path);
    if (!found) {
      if (!field.mayBeAbsent) return false;
    } else if (found.isInLists) {
      fieldsInLists ??= [];
      fieldsInLists.push(field);
    } else if (!passesAny(field, found)) return false;
  }
  return fieldsInLists === undefined || matchesInLists(fieldsInLists, event, 0, []);
}

/**
 * Whether the fields from `index` on match. Values from lists of objects must come from the same element of each list (`chosen`), so the
 * values of a field are tried one by one.
 * Source: https://github.com/aws/event-ruler (array consistency)
 */
function matchesInLists(fields: readonly Field[], event: EventFields, index: number, chosen: Membership): boolean {
  const field = fields[index];
  if (!field) return true;
  const choices: Membership[] = [];
  let isAbsent = true;
  for (const { value, membership } of event.get(field.path)?.leaves ?? []) {
    const together = unite(chosen, membership);
    if (!together) continue;
    isAbsent = false;
    if (!passes(field, value)) continue;
    // A value that narrows nothing down makes every other choice needless.
    if (together.length === chosen.length) return matchesInLists(fields, event, index + 1, chosen);
    choices.push(together);
  }
  if (isAbsent && field.mayBeAbsent) return matchesInLists(fields, event, index + 1, chosen);
  return choices.some((together) => matchesInLists(fields, event, index + 1, together));
}

function passesAny(field: Field, { leaves }: EventField): boolean {
  for (const { value } of leaves) if (passes(field, value)) return true;
  return false;
}

function passes({ tests }: Field, value: LeafValue): boolean {
  for (const test of tests) if (test(value)) return true;
  return false;
}

/** Both memberships together; `undefined` when they name different elements of one list. */
function unite(chosen: Membership, membership: Membership): Membership | undefined {
  let together: Membership = chosen;
  for (let pair = 0; pair < membership.length; pair += 2) {
    const list = membership[pair] ?? 0;
    const element = membership[pair + 1] ?? 0;
    const known = chosen.findIndex((number, place) => place % 2 === 0 && number === list);
    if (known < 0) together = [...together, list, element];
    else if (chosen[known + 1] !== element) return undefined;
  }
  return together;
}
