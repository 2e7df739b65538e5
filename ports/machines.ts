import type { RedriveOccasion } from "../schemas/redrive.ts";
import type { RemedyRequest } from "../schemas/remedy.ts";
import type { Segment } from "../schemas/segment.ts";

/** How a run of the utterance machine ended. `failed` carries the fault's name and message. */
export type UtteranceRun =
  | { readonly status: "succeeded" }
  | { readonly status: "failed"; readonly error: string; readonly cause: string };

/** The state machines, as steps start and resume them. Every function throws `Transient` when Step Functions is throttled or away. */
export interface Machines {
  /** Makes sure that one execution of `contact` exists, named by the contact id; also when it has ended already. */
  ensureContact(contactId: string): Promise<void>;
  /** Makes sure that one execution of `escalation` exists, named by the contact id; also when it has ended already. */
  ensureEscalation(contactId: string): Promise<void>;
  /** Makes sure that one execution of `issue` exists, named by the number of the issue; also when it has ended already. */
  ensureIssue(issueId: string): Promise<void>;
  /** Makes sure that one execution of `remedy` exists, named by the id of the remedy; also when it has ended already. */
  ensureRemedy(request: RemedyRequest): Promise<void>;
  /** Makes sure that one execution of `redrive` exists for an issue and a queue; also when it has ended already. */
  ensureRedrive(occasion: RedriveOccasion): Promise<void>;
  /** Makes sure that one execution of `callback` exists, named by the contact in which it was promised; also when it has ended already. */
  ensureCallback(contactId: string): Promise<void>;
  /** Hands a result to a waiting task. False when nobody waits on that token any more. */
  resume(token: string, output: unknown): Promise<boolean>;
  /** Runs `utterance` for a final segment and waits for its end. */
  runUtterance(segment: Segment): Promise<UtteranceRun>;
}
