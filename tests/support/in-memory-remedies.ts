import {
  askPermission,
  emptyDesk,
  endTreatment,
  type RemedyDesk,
  turnSwitch,
} from "../../domain/remedy/remedy-desk.ts";
import { remedyRules } from "../../domain/remedy/remedy-rules.ts";
import type { RemedyBook } from "../../ports/remedy-book.ts";
import { rejected } from "../../runtime/faults.ts";
import type { Remedy, RemedyAction } from "../../schemas/remedy.ts";

/** A book of remedies in memory that keeps the port's promises; tests look into its audit log, the oldest entry first. */
export function inMemoryRemedies(now: () => Date) {
  const remedies = new Map<string, Remedy>();
  const actions: RemedyAction[] = [];
  let desk: RemedyDesk = emptyDesk;
  const read = async (remedyId: string) => {
    const remedy = remedies.get(remedyId);
    if (!remedy) throw rejected(`there is no remedy ${remedyId}`);
    return remedy;
  };
  const book: RemedyBook = {
    askPermission: async (treatment) => {
      const asked = askPermission(desk, treatment, now().getTime(), remedyRules);
      desk = asked.desk;
      return asked.permission;
    },
    endTreatment: async (remedyId) => {
      desk = endTreatment(desk, remedyId);
    },
    readSwitch: async () => desk.switch,
    turnSwitch: async (turned) => {
      desk = turnSwitch(desk, turned);
      return turned;
    },
    begin: async (remedy) => {
      const known = remedies.get(remedy.remedyId) ?? remedy;
      remedies.set(remedy.remedyId, known);
      return known;
    },
    change: async (remedyId, edit) => {
      const before = await read(remedyId);
      const after = edit(before);
      remedies.set(remedyId, after);
      return { before, after };
    },
    read,
    list: async () => [...remedies.values()].reverse(),
    note: async (action) => {
      if (actions.some(({ actionId }) => actionId === action.actionId)) return false;
      actions.push(action);
      return true;
    },
    listActions: async () => [...actions].reverse(),
  };
  return { ...book, actions: actions as readonly RemedyAction[], desk: () => desk };
}
