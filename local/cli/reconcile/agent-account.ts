import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { createAgentTime } from "../../../adapters/dynamo-agent-time.ts";
import { ledgerKeys } from "../../../adapters/ledger-keys.ts";
import { dayOf, handlingMs, occupancy } from "../../../domain/agent/agent-day.ts";
import { joinFigures } from "../../../domain/agent/agent-figures.ts";
import { type AgentStretch, isAtWork, nextStretch } from "../../../domain/agent/agent-stretch.ts";
import { agentMeasurements, measuredAt } from "../../../domain/metrics/agent-measurements.ts";
import type { Measurement } from "../../../domain/metrics/catalogue.ts";
import { stretchEmission } from "../../../functions/stream/consume-agent-events/close-stretches.ts";
import type { AgentTime } from "../../../ports/agent-time.ts";
import { isEmitted } from "./is-emitted.ts";
import type { TimeRange } from "./time-range.ts";

/** An agent's part of the range. */
export interface AgentDay {
  readonly agentId: string;
  readonly contacts: number;
  readonly handlingMs: number;
  readonly availableMs: number;
  /** 0 to 1; undefined for who was neither on a contact nor available. */
  readonly occupancy: number | undefined;
}

/** What the ledger says of the agents' time in a range. */
export interface AgentAccount {
  readonly days: readonly AgentDay[];
  readonly measurements: readonly Measurement[];
  /** Stretches that were decided and whose metrics are not known to be printed, e.g. `agent 1234 from 2026-03-02T01:00:00.000Z`. */
  readonly unfinished: readonly string[];
}

const dayMs = 86_400_000;
const iso = (instant: number) => new Date(instant).toISOString();

/**
 * Counts the agents' time anew: not from what was decided, but from what was observed, with the functions that the step uses. So what came too late to
 * be counted shows as a difference.
 */
export async function readAgentAccount(
  client: DynamoDBDocumentClient,
  tableName: string,
  range: TimeRange,
): Promise<AgentAccount> {
  const time = createAgentTime(client, tableName);
  const days: AgentDay[] = [];
  const measurements: Measurement[] = [];
  const unfinished: string[] = [];
  for (const agentId of await time.listAgents()) {
    const decided = await time.listStretches(agentId, iso(range.from), iso(range.to));
    for (const { from } of decided) {
      if (!(await isEmitted(client, tableName, ledgerKeys.agent(agentId), stretchEmission(from))))
        unfinished.push(`agent ${agentId} from ${from}`);
    }
    const settledUntil = Date.parse(decided.at(-1)?.to ?? iso(range.from));
    const counted = await countAnew(time, agentId, range, settledUntil);
    measurements.push(...counted.flatMap(agentMeasurements));
    if (counted.length > 0) {
      const all = joinFigures(counted);
      days.push({
        agentId,
        contacts: all.contacts,
        handlingMs: handlingMs(all),
        availableMs: all.spentMs.available,
        occupancy: occupancy(all),
      });
    }
  }
  return { days, measurements, unfinished };
}

/** The agent's stretches within the range, as far as they are decided; looks a day back, to know which is the first of its day. */
async function countAnew(
  time: AgentTime,
  agentId: string,
  { from, to }: TimeRange,
  settledUntil: number,
): Promise<readonly (AgentStretch & { readonly isFirstOfDay: boolean })[]> {
  const begin = from - dayMs;
  const observations = await time.listObservations(agentId, iso(begin), iso(settledUntil + 1));
  const found: (AgentStretch & { readonly isFirstOfDay: boolean })[] = [];
  const days = new Set<string>();
  for (let at = begin; ; ) {
    const stretch = nextStretch(observations, at, settledUntil);
    if (!stretch) break;
    at = Date.parse(stretch.to);
    if (!isAtWork(stretch)) continue;
    found.push({ ...stretch, isFirstOfDay: !days.has(dayOf(stretch)) });
    days.add(dayOf(stretch));
  }
  return found.filter((stretch) => measuredAt(stretch) >= from && measuredAt(stretch) < to);
}
