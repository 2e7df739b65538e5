import { ListExecutionsCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { basicQueueArn, instanceArn } from "../../local/connect/instance.ts";
import { type Centre, openCentre } from "../support/centre.ts";
import { contactByHand } from "../support/contact-by-hand.ts";
import { eventually } from "../support/eventually.ts";

const agentArn = `${instanceArn}/agent/00000000-0000-4000-8000-000000000009`;

describe("contact events that are not as they should be", () => {
  let centre: Centre;
  let sfn: SFNClient;
  /** A call of whose events none arrives. */
  let unheard: ReturnType<Centre["call"]>;
  beforeAll(async () => {
    centre = await openCentre();
    unheard = centre.call({ says: ["됐어요. 이만 끊을게요."], delivery: { dropped: 1 } });
    const credentials = { accessKeyId: "tester", secretAccessKey: "secret" };
    sfn = new SFNClient({ endpoint: centre.stack.endpointUrl, region: "ap-northeast-2", credentials });
  }, 120_000);
  afterAll(async () => {
    sfn?.destroy();
    await centre?.close();
  });

  const begun = Date.parse("2026-03-02T01:00:00.000Z");
  const executionsOf = async (contactIds: readonly string[]) => {
    const { executions = [] } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn: centre.output("ContactMachineArn") }),
    );
    return executions.filter(({ name = "" }) => contactIds.includes(name));
  };

  it("give one execution and one record, whatever their order, number, types, fields and spelling", async () => {
    const contacts = Array.from({ length: 4 }, () => contactByHand(centre, begun));
    await Promise.all(
      contacts.map(async (contact, index) => {
        const { detail, at } = contact;
        const queueInfo = { queueArn: basicQueueArn, enqueueTimestamp: at(5) };
        const agent = { agentArn, connectedToAgentTimestamp: at(10) };
        const ended = { queueInfo, disconnectTimestamp: at(60), tags: { a: "b" }, someNewField: [{ deep: null }] };
        const events = [
          detail("INITIATED"),
          detail("QUEUED", { queueInfo }),
          // AWS spells it both ways in its own samples.
          detail("CONNECTED_TO_AGENT", { queueInfo, AgentInfo: agent, channel: "Voice" }),
          detail("CONTACT_SEEN_FROM_THE_MOON", { moon: { phase: 3 } }),
          detail("DISCONNECTED", { ...ended, agentInfo: agent }),
          detail("COMPLETED", { ...ended, agentInfo: { ...agent, afterContactWorkEndTimestamp: at(75) } }),
        ];
        const turned = [...events.slice(index * 2), ...events.slice(0, index * 2)];
        await contact.publish(...turned, ...(index % 2 === 0 ? turned.toReversed() : turned));
      }),
    );
    const ends = await Promise.all(contacts.map(({ contactId }) => centre.end(contactId)));
    expect(ends.map(({ status }) => status)).toEqual(contacts.map(() => "SUCCEEDED"));
    expect(await executionsOf(contacts.map(({ contactId }) => contactId))).toHaveLength(contacts.length);
    // An execution may be over before the last repeated event: the record is the same all the same.
    const factsOf = async (contactId: string) => (await centre.ledger.readRecord(contactId))?.facts;
    for (const { contactId, at } of contacts) {
      await eventually(
        `all events of ${contactId} are in`,
        async () => (await factsOf(contactId))?.eventTypes?.length === 6,
      );
      expect(await factsOf(contactId)).toEqual({
        channel: "VOICE",
        initiationMethod: "INBOUND",
        instanceArn,
        queueArn: basicQueueArn,
        agentArn,
        initiatedAt: at(0),
        queuedAt: at(5),
        connectedToAgentAt: at(10),
        disconnectedAt: at(60),
        afterContactWorkEndedAt: at(75),
        eventTypes: [
          "COMPLETED",
          "CONNECTED_TO_AGENT",
          "CONTACT_SEEN_FROM_THE_MOON",
          "DISCONNECTED",
          "INITIATED",
          "QUEUED",
        ],
      });
    }
    expect(ends.map(({ closing }) => closing.outcome)).toEqual(contacts.map(() => "agent"));
  }, 60_000);

  it("lie among the dead letters with the field's name when a field is missing or broken, and stop no other contact", async () => {
    const [bad, good] = [contactByHand(centre, begun), contactByHand(centre, begun)];
    await bad.publish(
      bad.detail("INITIATED", { contactId: undefined }),
      bad.detail("INITIATED", { initiationTimestamp: "yesterday, around noon" }),
      bad.detail("INITIATED", { eventType: undefined }),
    );
    await good.publish(good.detail("INITIATED"), good.detail("DISCONNECTED", { disconnectTimestamp: good.at(30) }));

    const letters = (await centre.deadLetters("ContactEvent", 3)).map((body) => JSON.parse(body));
    const messages = letters.map(({ responsePayload }) => responsePayload.errorMessage).sort();
    expect(messages).toEqual([
      expect.stringContaining("detail.contactId: "),
      expect.stringContaining("detail.eventType: "),
      expect.stringContaining("detail.initiationTimestamp: "),
    ]);
    for (const letter of letters) {
      expect(letter).toMatchObject({
        requestContext: { condition: "RetriesExhausted", approximateInvokeCount: 3 },
        requestPayload: { source: "aws.connect", detail: { instanceArn } },
        responsePayload: { errorType: "ContractViolation" },
      });
    }
    expect(messages.join()).not.toContain("yesterday");
    expect(await executionsOf([bad.contactId])).toEqual([]);
    expect(await centre.end(good.contactId)).toMatchObject({ status: "SUCCEEDED", closing: { outcome: "abandoned" } });

    await bad.publish(bad.detail("INITIATED"), bad.detail("DISCONNECTED", { disconnectTimestamp: bad.at(30) }));
    expect(await centre.end(bad.contactId)).toMatchObject({ status: "SUCCEEDED" });
    expect(centre.lost).toEqual([]);
  }, 60_000);

  it("are made up for by the contact record when none of them arrives", async () => {
    const { contactId, over } = unheard;
    await over;
    const { closing, status } = await centre.end(contactId);
    expect({ status, outcome: closing.outcome }).toEqual({ status: "SUCCEEDED", outcome: "bot" });
    const facts = (await centre.ledger.readRecord(contactId))?.facts;
    expect(facts?.eventTypes).toBeUndefined();
    expect(facts).toMatchObject({ disconnectedAt: expect.any(String), contactRecordAt: expect.any(String) });
  }, 60_000);

  it("leave a broken contact record among the dead letters, and the next record of the same contact closes it", async () => {
    const contact = contactByHand(centre, begun);
    const { contactId, at } = contact;
    const record = { ContactId: contactId, LastUpdateTimestamp: at(90), InitiationTimestamp: at(0), Channel: "VOICE" };
    await contact.publish(contact.detail("INITIATED"));
    await contact.putRecord({ ...record, DisconnectTimestamp: 1_772_413_260 });
    await contact.putRecord({ ...record, DisconnectTimestamp: at(60), DisconnectReason: "CUSTOMER_DISCONNECT" });
    const [letter] = (await centre.deadLetters("ContactRecord", 1)).map((body) => JSON.parse(body));
    expect(letter).toMatchObject({
      error: "ContractViolation",
      reason: expect.stringContaining("a contact record on the stream breaks its contract: DisconnectTimestamp: "),
      partitionKey: contactId,
    });
    expect(await centre.end(contactId)).toMatchObject({ status: "SUCCEEDED" });
  }, 60_000);
});
