import { z } from "zod";
import type { JsonOperation } from "../gateway/json-protocol.ts";
import { parseInput } from "../gateway/parse-input.ts";
import { ServiceError } from "../gateway/service.ts";

/** A dashboard as it was put. */
export interface Dashboard {
  readonly name: string;
  readonly arn: string;
  /** JSON text. */
  readonly body: string;
  readonly modifiedAt: number;
}

/** The dashboards of the local stack, by name. */
export type Dashboards = Map<string, Dashboard>;

const PutInput = z.object({ DashboardName: z.string().regex(/^[\w-]+$/), DashboardBody: z.string() });
const NameInput = z.object({ DashboardName: z.string() });
const ListInput = z.object({ DashboardNamePrefix: z.string().nullish() });
const DeleteInput = z.object({ DashboardNames: z.array(z.string()) });
const Body = z.looseObject({ widgets: z.array(z.looseObject({ type: z.string() })) });

/**
 * Keeps a dashboard.
 * @throws ServiceError `InvalidParameterInput` when the body is not JSON with widgets
 */
export function putDashboard(
  dashboards: Dashboards,
  {
    name,
    body,
    accountId,
    now,
  }: { readonly name: string; readonly body: string; readonly accountId: string; readonly now: number },
): Dashboard {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new ServiceError("InvalidParameterInput", "The field DashboardBody must be a valid JSON object");
  }
  if (!Body.safeParse(parsed).success)
    throw new ServiceError("InvalidParameterInput", "The dashboard body is invalid: it has no list of widgets");
  const dashboard = { name, arn: `arn:aws:cloudwatch::${accountId}:dashboard/${name}`, body, modifiedAt: now };
  dashboards.set(name, dashboard);
  return dashboard;
}

/** Dashboards in CloudWatch's API: PutDashboard, GetDashboard, ListDashboards, DeleteDashboards. */
export function dashboardOperations(
  dashboards: Dashboards,
  { accountId, now }: { readonly accountId: string; readonly now: () => number },
): Readonly<Record<string, JsonOperation>> {
  const find = (name: string): Dashboard => {
    const dashboard = dashboards.get(name);
    if (!dashboard) throw new ServiceError("ResourceNotFound", `Dashboard ${name} does not exist`, 404);
    return dashboard;
  };
  return {
    PutDashboard: (input) => {
      const { DashboardName, DashboardBody } = parseInput(PutInput, input, "InvalidParameterInput");
      putDashboard(dashboards, { name: DashboardName, body: DashboardBody, accountId, now: now() });
      return { DashboardValidationMessages: [] };
    },
    GetDashboard: (input) => {
      const { name, arn, body } = find(parseInput(NameInput, input, "InvalidParameterInput").DashboardName);
      return { DashboardName: name, DashboardArn: arn, DashboardBody: body };
    },
    ListDashboards: (input) => {
      const prefix = parseInput(ListInput, input, "InvalidParameterInput").DashboardNamePrefix ?? "";
      const found = [...dashboards.values()].filter(({ name }) => name.startsWith(prefix));
      return {
        DashboardEntries: found.map(({ name, arn, body, modifiedAt }) => ({
          DashboardName: name,
          DashboardArn: arn,
          LastModified: modifiedAt / 1_000,
          Size: Buffer.byteLength(body),
        })),
      };
    },
    DeleteDashboards: (input) => {
      const names = parseInput(DeleteInput, input, "InvalidParameterInput").DashboardNames;
      for (const name of names) find(name);
      for (const name of names) dashboards.delete(name);
    },
  };
}
