import type { EscalationReason } from "../escalation/escalation-reason.ts";
import { type Queue, queueTable } from "./queue-table.ts";

/** Callers whose language no queue speaks are served in English. */
const fallbackLanguage = "en";

/**
 * The queue whose agents speak the caller's language and know the matter.
 * @param languageCode BCP-47, e.g. `ko-KR`
 * @param reason why the caller is handed over, where that is known
 * @throws RangeError when the table has no queue for everything in the fallback language
 */
export function queueFor(languageCode: string, intent: string, reason?: EscalationReason): Queue {
  const language = languageCode.split("-")[0]?.toLowerCase() ?? "";
  const found = firstQueue(language, intent, reason) ?? firstQueue(fallbackLanguage, intent, reason);
  if (!found) throw new RangeError(`no queue serves ${fallbackLanguage}: add one without groups to data/queues.json`);
  return found;
}

/** The queue of a name; undefined for one that the table does not have any more. */
export function queueNamed(name: string): Queue | undefined {
  return queueTable.queues.find((queue) => queue.name === name);
}

function firstQueue(language: string, intent: string, reason: EscalationReason | undefined): Queue | undefined {
  return queueTable.queues.find(
    (queue) =>
      queue.languages.includes(language) && (isForAll(queue) || isForMatter(queue, intent) || isFor(queue, reason)),
  );
}

const isForAll = ({ intentGroups, reasons }: Queue) => intentGroups.length === 0 && reasons.length === 0;

const isFor = ({ reasons }: Queue, reason: EscalationReason | undefined) =>
  reason !== undefined && reasons.includes(reason);

function isForMatter({ intentGroups }: Queue, intent: string): boolean {
  return intentGroups.some((group) => queueTable.intentGroups[group]?.some((each) => each === intent));
}
