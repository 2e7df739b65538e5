import { type DynamoDBDocumentClient, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { z } from "zod";
import { agentActivities } from "../domain/agent/agent-activity.ts";
import { orderObservations } from "../domain/agent/order-observations.ts";
import type { AgentTime } from "../ports/agent-time.ts";
import { transient } from "../runtime/faults.ts";
import { parse } from "../runtime/parse.ts";
import { faultOf } from "./aws-faults.ts";
import { ledgerKeys } from "./ledger-keys.ts";
import { listItems, listItemsBetween, wasWritten } from "./ledger-table.ts";

const View = z.object({
  status: z.enum(["available", "offline", "other"]),
  contacts: z.array(
    z.object({ contactId: z.string(), state: z.string(), isOutbound: z.boolean(), wasConnected: z.boolean() }),
  ),
});
const Observation = z.object({
  eventId: z.string(),
  at: z.string(),
  type: z.enum(["LOGIN", "LOGOUT", "STATE_CHANGE"]),
  before: View.exactOptional(),
  after: View,
});
const Stretch = z.object({
  from: z.string(),
  to: z.string(),
  contacts: z.int(),
  spentMs: z.record(z.enum(agentActivities), z.number()),
  isFirstOfDay: z.boolean(),
});
const Standing = z.object({ agentId: z.string(), heardUntil: z.string(), settledUntil: z.string() });

/** How long it is kept when an agent took which contact: two months, so that a month can be accounted for after its end. */
const observationKeptSeconds = 62 * 86_400;
/** More changes than an agent makes within one millisecond. */
const changesOfAnInstant = 10;

/** Agents' time in the ledger's table: one partition for each agent, and one that lists them with how far their time is settled. */
export function createAgentTime(client: DynamoDBDocumentClient, tableName: string): AgentTime {
  const putOnce = (item: Record<string, unknown>) =>
    wasWritten("write to the ledger", () =>
      client.send(
        new PutCommand({ TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" }),
      ),
    );
  const between = async <Schema extends z.ZodType>(
    schema: Schema,
    agentId: string,
    keyOf: (at: string) => string,
    span: { readonly from: string; readonly to: string },
  ): Promise<z.output<Schema>[]> => {
    const keys = { pk: ledgerKeys.agent(agentId), from: keyOf(span.from), to: keyOf(span.to) };
    const items = await listItemsBetween(client, tableName, keys, "read the ledger");
    return items.map((item) => parse(schema, item, "an agent's time in the ledger"));
  };
  /** The last change before an instant, and those of the same millisecond. */
  const listBefore = async (agentId: string, at: string) => {
    const query = new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
      ExpressionAttributeValues: {
        ":pk": ledgerKeys.agent(agentId),
        ":first": ledgerKeys.observation("", ""),
        ":last": ledgerKeys.observation(at, ""),
      },
      ScanIndexForward: false,
      Limit: changesOfAnInstant,
      ConsistentRead: true,
    });
    try {
      const { Items = [] } = await client.send(query);
      const found = orderObservations(Items.map((item) => parse(Observation, item, "an agent's time in the ledger")));
      return found.slice(-1);
    } catch (error) {
      throw faultOf(error, "read the ledger");
    }
  };
  const move = async (agentId: string, update: Omit<UpdateCommand["input"], "TableName" | "Key">) => {
    const Key = { pk: ledgerKeys.agents, sk: ledgerKeys.agent(agentId) };
    let attributes: unknown;
    await wasWritten("write to the ledger", async () => {
      attributes = (await client.send(new UpdateCommand({ TableName: tableName, Key, ...update }))).Attributes;
    });
    return attributes;
  };

  return {
    putObservation: (agentId, observation) =>
      putOnce({
        pk: ledgerKeys.agent(agentId),
        sk: ledgerKeys.observation(observation.at, observation.eventId),
        ...observation,
        expiresAt: Math.floor(Date.parse(observation.at) / 1_000) + observationKeptSeconds,
      }),
    async hear(agentId, at, since) {
      const attributes = await move(agentId, {
        UpdateExpression:
          "SET agentId = :agentId, heardUntil = :at, settledUntil = if_not_exists(settledUntil, :since)",
        ConditionExpression: "attribute_not_exists(heardUntil) OR heardUntil <= :at",
        ExpressionAttributeValues: { ":agentId": agentId, ":at": at, ":since": since },
        ReturnValues: "ALL_NEW",
      });
      if (attributes === undefined) return undefined;
      const { heardUntil, settledUntil } = parse(Standing, attributes, "an agent in the ledger");
      return { heardUntil, settledUntil };
    },
    async listObservations(agentId, from, to) {
      const keyOf = (at: string) => ledgerKeys.observation(at, "");
      const [before, within] = await Promise.all([
        listBefore(agentId, from),
        between(Observation, agentId, keyOf, { from, to }),
      ]);
      return [...before, ...orderObservations(within)];
    },
    async decideStretch(agentId, stretch) {
      const item = { pk: ledgerKeys.agent(agentId), sk: ledgerKeys.stretch(stretch.from), ...stretch };
      if (await putOnce(item)) return stretch;
      const keys = { pk: item.pk, prefix: item.sk };
      const [decided] = await listItems(client, tableName, keys, "read the ledger");
      if (decided === undefined) throw transient(`the stretch of agent ${agentId} from ${stretch.from} came and went`);
      return parse(Stretch, decided, "an agent's time in the ledger");
    },
    listStretches: (agentId, from, to) => between(Stretch, agentId, ledgerKeys.stretch, { from, to }),
    async settle(agentId, until) {
      await move(agentId, {
        UpdateExpression: "SET settledUntil = :until",
        ConditionExpression: "settledUntil < :until",
        ExpressionAttributeValues: { ":until": until },
      });
    },
    async listAgents() {
      const keys = { pk: ledgerKeys.agents, prefix: ledgerKeys.agent("") };
      const items = await listItems(client, tableName, keys, "read the ledger");
      return items.map((item) => parse(Standing, item, "an agent in the ledger").agentId);
    },
  };
}
