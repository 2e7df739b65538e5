import type { Machines, UtteranceRun } from "../../ports/machines.ts";
import type { RedriveOccasion } from "../../schemas/redrive.ts";
import type { RemedyRequest } from "../../schemas/remedy.ts";
import type { Segment } from "../../schemas/segment.ts";

/** Machines that note what they were asked for. `runs` says how the next utterance runs end; without it they succeed. */
export function recordingMachines(runs: UtteranceRun[] = []) {
  const started: string[] = [];
  const escalated: string[] = [];
  const calledBack: string[] = [];
  const watched: string[] = [];
  const treated: RemedyRequest[] = [];
  const redriven: RedriveOccasion[] = [];
  const resumed: { token: string; output: unknown }[] = [];
  const ran: Segment[] = [];
  const machines: Machines = {
    ensureContact: async (contactId) => void started.push(contactId),
    ensureEscalation: async (contactId) => void escalated.push(contactId),
    ensureCallback: async (contactId) => void calledBack.push(contactId),
    ensureIssue: async (issueId) => void watched.push(issueId),
    ensureRemedy: async (request) => void treated.push(request),
    ensureRedrive: async (occasion) => void redriven.push(occasion),
    resume: async (token, output) => {
      resumed.push({ token, output });
      return true;
    },
    runUtterance: async (segment) => {
      ran.push(segment);
      return runs.shift() ?? { status: "succeeded" };
    },
  };
  return { ...machines, started, escalated, calledBack, watched, treated, redriven, resumed, ran };
}
