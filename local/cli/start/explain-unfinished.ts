import type { BoardRow } from "./contact-board.ts";
import type { UnfinishedContact } from "./unfinished-contacts.ts";

/**
 * Tells, a line each, which contacts did not reach an end and where they stand: what the stores lack, where the call is, and in which state the
 * machine waits. Calls that were never begun are told in one line.
 */
export async function explainUnfinished(
  unfinished: readonly UnfinishedContact[],
  rows: readonly BoardRow[],
  newestState: (executionArn: string) => Promise<string | undefined>,
): Promise<string[]> {
  const rowOf = new Map(rows.map((row) => [row.contactId, row]));
  const lines: string[] = [];
  let notPlayed = 0;
  for (const { contactId, reason, executionArn } of unfinished) {
    const row = rowOf.get(contactId);
    if (row?.state === "waiting") {
      notPlayed += 1;
      continue;
    }
    const state = executionArn && (await newestState(executionArn));
    const where = [state && `in ${state}`, row && `the call: ${row.state}`].filter(Boolean).join("; ");
    lines.push(`Contact ${contactId} has not reached an end: ${reason}${where === "" ? "" : ` (${where})`}.`);
  }
  if (notPlayed > 0)
    lines.push(`${notPlayed} of ${rows.length} contacts were not played: the run was broken off before their turn.`);
  return lines;
}
