import type { Measurement } from "../domain/metrics/catalogue.ts";
import type { EmissionClaim, EmissionLedger, EmissionLog } from "../ports/emissions.ts";
import { notReady } from "../runtime/faults.ts";
import type { StepTools } from "../runtime/step.ts";

/** What emitting exactly once needs. */
export interface EmitOnceDependencies extends EmissionLedger, EmissionLog {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<unknown>;
}

/** Something that is measured once and for all. */
export interface Emission {
  /** Whose it is: of an agent's time, the agent's id stands here. */
  readonly contactId: string;
  /** Names it within its contact, e.g. `contact-metrics`. */
  readonly name: string;
  readonly measurements: readonly Measurement[];
  /** When the values came about, epoch milliseconds; the same in every repetition. */
  readonly at: number;
}

/** The tools that emitting takes. */
export type EmitOnceTools = Pick<StepTools, "metrics" | "remainingMs" | "requestId">;

/** Between two looks into the log. */
const lookEveryMs = 1_000;
/** Kept for printing and marking. */
const answerMs = 1_000;

/**
 * Prints the measurements exactly once in effect, whatever is repeated and wherever an invocation dies (docs/adr/0007): claim, print, mark. Whoever
 * finds a claim without its mark asks the log what became of the claimant: the line itself, or the claimant's end without the line, decides.
 * @returns whether this invocation printed
 * @throws NotReady when the log does not tell in the time that is left; Transient when store or log are away
 */
export async function emitOnce(
  dependencies: EmitOnceDependencies,
  emission: Emission,
  tools: EmitOnceTools,
): Promise<boolean> {
  const { contactId, name } = emission;
  const claim: EmissionClaim = { requestId: tools.requestId, at: dependencies.now().toISOString() };
  const found = await dependencies.claimEmission(contactId, name, claim);
  if (found.state === "emitted") return false;
  if (found.state === "open" && !(await isLeftToUs(dependencies, emission, found.claim, claim, tools))) return false;
  tools.metrics.print(emission.measurements, {
    at: emission.at,
    about: { contactId, emission: name, requestId: tools.requestId },
  });
  await dependencies.markEmitted(contactId, name);
  return true;
}

/** Finds out what became of an open claim; passes it on to us, or marks what it had printed. */
async function isLeftToUs(
  { findEmission, takeOverEmission, markEmitted, sleep }: EmitOnceDependencies,
  { contactId, name }: Emission,
  theirs: EmissionClaim,
  ours: EmissionClaim,
  { remainingMs }: EmitOnceTools,
): Promise<boolean> {
  for (;;) {
    const evidence = await findEmission(contactId, name, theirs);
    if (evidence === "printed") {
      await markEmitted(contactId, name);
      return false;
    }
    if (evidence === "not-printed") {
      if (await takeOverEmission(contactId, name, theirs, ours)) return true;
      throw notReady(`another invocation has taken over ${name} of contact ${contactId} meanwhile`);
    }
    if (remainingMs() < lookEveryMs + answerMs) {
      throw notReady(
        `the log does not tell yet whether invocation ${theirs.requestId} has printed ${name} of contact ${contactId}`,
      );
    }
    await sleep(lookEveryMs);
  }
}
