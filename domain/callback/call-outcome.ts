import { type ContactFacts, isOver } from "../contact/contact-facts.ts";

/** What became of one call. */
export const callOutcomes = [
  "reached",
  "declined",
  "left_queue",
  "answering_machine",
  "busy",
  "no_answer",
  "invalid_number",
  "failed",
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Outcomes after which nobody calls again. */
export const finalOutcomes: ReadonlySet<CallOutcome> = new Set(["reached", "declined", "invalid_number"]);

/**
 * What Amazon Connect's answering machine detection says. It is for outbound campaigns only, so it is believed where it is there, and not relied on.
 * Source: https://docs.aws.amazon.com/connect/latest/adminguide/ctr-data-model.html (AnsweringMachineDetectionStatus)
 */
const byDetection: Readonly<Record<string, CallOutcome>> = {
  VOICEMAIL_BEEP: "answering_machine",
  VOICEMAIL_NO_BEEP: "answering_machine",
  FAX_MACHINE_DETECTED: "answering_machine",
  SIT_TONE_BUSY: "busy",
  SIT_TONE_INVALID_NUMBER: "invalid_number",
  SIT_TONE_DETECTED: "no_answer",
  AMD_UNANSWERED: "no_answer",
};

/** Why a call ended that nobody took. Source: the same page, DisconnectReason of voice contacts. */
const byReason: Readonly<Record<string, CallOutcome>> = {
  TELECOM_BUSY: "busy",
  TELECOM_NUMBER_INVALID: "invalid_number",
  OUTBOUND_DESTINATION_ENDPOINT_ERROR: "invalid_number",
  TELECOM_UNANSWERED: "no_answer",
  TELECOM_TIMEOUT: "no_answer",
  TELECOM_ORIGINATOR_CANCEL: "no_answer",
  TELECOM_PROBLEM: "failed",
  TELECOM_POTENTIAL_BLOCKING: "failed",
  OUTBOUND_RESOURCE_ERROR: "failed",
  OUTBOUND_ATTEMPT_FAILED: "failed",
};

/**
 * What became of an outbound contact; undefined while it lasts. Who takes the call is asked for a key (`flows/outbound.json`), and an answering machine
 * presses none: a call that was taken without an answer met a machine, or somebody who does not want it.
 */
export function callOutcome(facts: ContactFacts): CallOutcome | undefined {
  if (facts.connectedToAgentAt !== undefined) return "reached";
  if (!isOver(facts)) return undefined;
  if (facts.callbackAnswer === "no") return "declined";
  if (facts.callbackAnswer === "yes") return "left_queue";
  const detected = byDetection[facts.answeringMachine ?? ""];
  if (detected) return detected;
  const reason = byReason[facts.disconnectReason ?? ""];
  if (reason) return reason;
  return facts.connectedToSystemAt === undefined ? "no_answer" : "answering_machine";
}

/** Whether everything is known that tells one outcome from another: the contact record names the reason, which events do not. */
export function isCallSettled(facts: ContactFacts): boolean {
  return facts.connectedToAgentAt !== undefined || (isOver(facts) && facts.contactRecordAt !== undefined);
}
