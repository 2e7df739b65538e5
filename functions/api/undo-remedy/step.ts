import { z } from "zod";
import { canBeUndone, endRemedy } from "../../../domain/remedy/remedy-life.ts";
import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { RemedyBook } from "../../../ports/remedy-book.ts";
import { contractViolation, Fault, rejected } from "../../../runtime/faults.ts";
import { parse } from "../../../runtime/parse.ts";
import { type Remedy, type RemedyAction, RemedyId } from "../../../schemas/remedy.ts";
import { confirmSetting } from "../../remedy/confirm-setting.ts";
import { redactFreeText } from "../redact-free-text.ts";
import { RequestWithBody, readJsonBody } from "../request-body.ts";

/** The parts of an HTTP API event that undoing reads. */
export const UndoRequest = RequestWithBody.extend({ pathParameters: z.object({ remedyId: z.string() }) });

/** What undoing needs. */
export interface UndoRemedyDependencies
  extends Pick<RemedyBook, "read" | "change" | "endTreatment" | "note">,
    FunctionSettings {
  readonly now: () => Date;
  /** Waits, in milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** AWS Lambda makes the change within seconds; the caller of the API waits for it, within the time that a function has. */
const mostLooks = 5;
const betweenLooksMs = 1_000;

const Undo = z.strictObject({
  by: z.string().trim().min(1).max(100),
  why: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .transform((text) => redactFreeText(text).slice(0, 500)),
});

/**
 * Gives a function the memory back that it had before a remedy. People may do so at any time, also while remedies are stopped; a machine that watches the
 * function notices and leaves it alone.
 * @throws ContractViolation on a malformed id or body, Rejected for a remedy that is not there, has nothing to undo, or whose function was changed since;
 * NotReady when AWS Lambda is still at it: the same call again goes on from there
 */
export async function undoRemedy(
  { read, change, endTreatment, note, readSetting, setMemory, now, sleep }: UndoRemedyDependencies,
  request: z.infer<typeof UndoRequest>,
): Promise<Remedy> {
  const { remedyId } = request.pathParameters;
  if (!RemedyId.safeParse(remedyId).success) throw contractViolation("remedyId in the path must be one that is listed");
  const { by, why } = parse(Undo, readJsonBody(request, '{"by":"…","why":"…"}'), "the body");
  const remedy = await read(remedyId);
  const { functionName, fromMb, toMb, state } = remedy;
  if (remedy.reason === "undone-by-hand") return remedy;
  if (!canBeUndone(remedy) || fromMb === undefined) {
    throw rejected(`the remedy ${remedyId} is ${state}: there is nothing to undo`);
  }
  const { memoryMb, revisionId } = await readSetting(functionName);
  if (memoryMb !== toMb && memoryMb !== fromMb) {
    throw rejected(`${functionName} has ${memoryMb} MB by now, not the ${toMb} MB of the remedy: change it by hand`);
  }
  const noteNow = (phase: RemedyAction["phase"]) =>
    note({
      actionId: `${remedyId}#undo-by-hand#${phase}`,
      at: now().toISOString(),
      who: by,
      what: "restore-memory",
      phase,
      remedyId,
      target: functionName,
      before: `${memoryMb} MB`,
      after: `${fromMb} MB`,
      why,
    });
  await noteNow("intended");
  if (memoryMb !== fromMb) await setMemory(functionName, fromMb, revisionId);
  await confirmed({ readSetting, sleep }, functionName, fromMb);
  await noteNow("done");
  const ending = { result: "undone", reason: "undone-by-hand", detail: `by ${by}: ${why}`.slice(0, 500) } as const;
  const { after } = await change(remedyId, (before) => endRemedy(before, ending, now().toISOString()));
  await endTreatment(remedyId);
  return after;
}

async function confirmed(
  { readSetting, sleep }: Pick<UndoRemedyDependencies, "readSetting" | "sleep">,
  functionName: string,
  expectedMb: number,
): Promise<void> {
  for (let look = 1; ; look += 1) {
    try {
      return await confirmSetting({ readSetting }, functionName, expectedMb);
    } catch (error) {
      if (!(error instanceof Fault && error.name === "NotReady") || look === mostLooks) throw error;
      await sleep(betweenLooksMs);
    }
  }
}
