import type { LeafValue } from "./condition.ts";

/** Which element of which list a value belongs to: pairs of the list's number and the element's index. */
export type Membership = readonly number[];

/** A value of an event and the elements of lists that it stands in. */
export interface Leaf {
  readonly value: LeafValue;
  readonly membership: Membership;
}

/** The values of one path; at least one. */
export interface EventField {
  readonly leaves: readonly Leaf[];
  /** Whether any of them stands within an object of a list. */
  readonly isInLists: boolean;
}

/** The values of an event by their paths, whose steps are joined by dots. Empty lists and objects have none. */
export type EventFields = ReadonlyMap<string, EventField>;

const outsideOfLists: Membership = [];

/**
 * Reads an event's values. EventBridge compares whole paths, so `{"a.b": 1}` and `{"a": {"b": 1}}` are the same to it; a value that stands in
 * a list by itself belongs to the field of the list.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html and https://github.com/aws/event-ruler (Event)
 */
export function readEventFields(event: Readonly<Record<string, unknown>>): EventFields {
  const fields = new Map<string, { leaves: Leaf[]; isInLists: boolean }>();
  let lists = 0;
  const add = (path: string, value: unknown, membership: Membership) => {
    if (Array.isArray(value)) {
      const list = lists;
      lists += 1;
      value.forEach((element: unknown, index) => {
        add(path, element, typeof element === "object" && element !== null ? [...membership, list, index] : membership);
      });
    } else if (typeof value === "object" && value !== null) addAll(`${path}.`, value, membership);
    else if (isLeafValue(value)) {
      const isInLists = membership.length > 0;
      const field = fields.get(path);
      if (field) {
        field.leaves.push({ value, membership });
        field.isInLists ||= isInLists;
      } else fields.set(path, { leaves: [{ value, membership }], isInLists });
    }
  };
  const addAll = (prefix: string, value: object, membership: Membership) => {
    for (const [name, member] of Object.entries(value)) add(prefix + name, member, membership);
  };
  addAll("", event, outsideOfLists);
  return fields;
}

function isLeafValue(value: unknown): value is LeafValue {
  return value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
