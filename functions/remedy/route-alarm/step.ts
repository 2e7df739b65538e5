import { alarmSeverity } from "../../../domain/issue/issue-severity.ts";
import { chooseFindings, type Finding, findAilment, isSuspect } from "../../../domain/remedy/find-ailment.ts";
import { type RemedyRules, remedyRules } from "../../../domain/remedy/remedy-rules.ts";
import type { FunctionHealth } from "../../../ports/function-health.ts";
import type { FunctionSettings } from "../../../ports/function-settings.ts";
import type { Machines } from "../../../ports/machines.ts";
import type { AlarmStateChange } from "../../../schemas/alarm-state.ts";

/** What `route-alarm` needs. */
export interface RouteAlarmDependencies
  extends FunctionHealth,
    Pick<FunctionSettings, "readSetting">,
    Pick<Machines, "ensureRemedy"> {
  /** What the names of this stack's alarms and functions begin with, e.g. `aicc-dev-`. */
  readonly stackPrefix: string;
  /** The keys of the functions that remedies may treat. */
  readonly treatable: readonly string[];
  readonly now: () => Date;
}

/** Functions that are looked at closely for one alarm, those with the most errors first. */
const mostSuspects = 10;

/**
 * Finds out which functions an alarm rings for, and starts a remedy for each. An alarm over all functions says that one of them is ill, not which; where
 * none is ill in a way that memory could cure, nothing is started, and the alarm's issue is people's.
 * @returns the remedies that were started
 */
export async function routeAlarm(
  dependencies: RouteAlarmDependencies,
  { detail }: AlarmStateChange,
  rules: RemedyRules = remedyRules,
): Promise<{ remedies: readonly string[] }> {
  const { stackPrefix, treatable, ensureRemedy } = dependencies;
  const { alarmName, state, configuration } = detail;
  const isOurs = rules.alarms.some((name) => `${stackPrefix}${name}` === alarmName);
  if (state.value !== "ALARM" || !isOurs) return { remedies: [] };
  const changedAt = new Date(Date.parse(state.timestamp)).toISOString();
  const functionNames = treatable.map((key) => `${stackPrefix}${key}`);
  const findings = await findIll(dependencies, functionNames, Date.parse(changedAt) - rules.lookBackS * 1_000, rules);
  const severity = alarmSeverity(configuration?.description ?? undefined);
  const reason = state.reason?.slice(0, 2_000);
  const alarm = { alarmName, changedAt, severity, ...(reason !== undefined && { reason }) };
  const requests = chooseFindings(findings, rules).map((finding) => ({
    ...finding,
    alarm,
    remedyId: `${finding.functionName.slice(stackPrefix.length)}-${changedAt.replaceAll(/[-:.]/g, "")}`,
  }));
  for (const request of requests) await ensureRemedy(request);
  return { remedies: requests.map(({ remedyId }) => remedyId) };
}

async function findIll(
  { measure, countKills, readSetting, now }: RouteAlarmDependencies,
  functionNames: readonly string[],
  from: number,
  rules: RemedyRules,
): Promise<readonly Finding[]> {
  const to = now().getTime();
  const figures = await measure(functionNames, from, to);
  const suspects = figures
    .filter((one) => isSuspect(one, rules))
    .sort((a, b) => b.memoryPercent - a.memoryPercent || b.errors - a.errors)
    .slice(0, mostSuspects);
  const findings = await Promise.all(
    suspects.map(async (suspect) => {
      const setting = await readSetting(suspect.functionName);
      const kills = suspect.errors > 0 ? await countKills(suspect.functionName, from, to) : 0;
      return findAilment(suspect, { ...setting, kills }, rules);
    }),
  );
  return findings.filter((finding) => finding !== undefined);
}
