/** What makes two reports the same issue (`causeKey`), and what makes them the same report (`occurrenceId`). */
export interface IssueCause {
  readonly causeKey: string;
  readonly occurrenceId: string;
}

/** A caller's complaint: one issue a contact, an occurrence each time it is said. */
export function complaintCause(complaint: { readonly contactId: string; readonly segmentId: string }): IssueCause {
  return { causeKey: `complaint#${complaint.contactId}`, occurrenceId: complaint.segmentId };
}

/**
 * A fault that a contact's machine met: the same step failing with the same error is one issue, in however many contacts. A contact whose execution
 * fails because of it is the same occurrence, whichever of the two is told first.
 */
export function faultCause(fault: {
  readonly where: string;
  readonly error: string;
  readonly contactId: string;
}): IssueCause {
  const causeKey = `fault#${fault.where}#${fault.error}`;
  return { causeKey, occurrenceId: `${causeKey}#${fault.contactId}` };
}

/** A callback that was promised and could not be made: one issue a promise. */
export function callbackCause(callback: { readonly contactId: string }): IssueCause {
  const causeKey = `callback#${callback.contactId}`;
  return { causeKey, occurrenceId: causeKey };
}

/** An execution that ended badly: one issue a machine, way of ending and error. */
export function executionCause(execution: {
  readonly machine: string;
  readonly status: string;
  readonly error: string;
  readonly executionArn: string;
}): IssueCause {
  return {
    causeKey: `execution#${execution.machine}#${execution.status}#${execution.error}`,
    occurrenceId: execution.executionArn,
  };
}

/** An alarm: one issue an alarm, an occurrence each time it rings. */
export function alarmCause(alarm: { readonly alarmName: string; readonly changedAt: string }): IssueCause {
  const causeKey = `alarm#${alarm.alarmName}`;
  return { causeKey, occurrenceId: `${causeKey}#${alarm.changedAt}` };
}

/** A caller's low overall score: one issue a contact, however often the answer is told. */
export function lowScoreCause({ contactId }: { readonly contactId: string }): IssueCause {
  const causeKey = `survey#${contactId}`;
  return { causeKey, occurrenceId: causeKey };
}

/** Dead letters that a redrive could not send back, or that came back: one issue a queue, an occurrence for each redrive. */
export function redriveCause(redrive: { readonly queue: string; readonly redriveId: string }): IssueCause {
  const causeKey = `redrive#${redrive.queue}`;
  return { causeKey, occurrenceId: `${causeKey}#${redrive.redriveId}` };
}

/** What a person reports: one issue for one wording, whatever its spaces and capitals. */
export function manualCause(report: { readonly summary: string; readonly requestId: string }): IssueCause {
  return {
    causeKey: `manual#${report.summary.trim().replaceAll(/\s+/gu, " ").toLowerCase()}`,
    occurrenceId: report.requestId,
  };
}
