import {
  ConnectClient,
  StartOutboundVoiceContactCommand,
  UpdateContactAttributesCommand,
  UpdateContactRoutingDataCommand,
} from "@aws-sdk/client-connect";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createDialler } from "../../../adapters/connect-dialler.ts";
import { createTelephony } from "../../../adapters/connect-telephony.ts";
import { createConnectService } from "../../../local/connect/api/connect-service.ts";
import { type CallRequest, createLiveContacts } from "../../../local/connect/api/live-contacts.ts";
import { instanceArn } from "../../../local/connect/instance.ts";
import { type Gateway, startGateway } from "../../../local/gateway/gateway.ts";

describe("the API of the simulated Amazon Connect", () => {
  const live = createLiveContacts();
  const done: unknown[] = [];
  let gateway: Gateway;
  let client: ConnectClient;

  beforeAll(async () => {
    gateway = await startGateway();
    gateway.mount(createConnectService(live));
    live.add("live", {
      setAttributes: (attributes) => void done.push(attributes),
      setPriority: (priority) => void done.push(priority),
    });
    const credentials = { accessKeyId: "tester", secretAccessKey: "secret" };
    client = new ConnectClient({
      endpoint: gateway.endpointUrl,
      region: "ap-northeast-2",
      credentials,
      maxAttempts: 1,
    });
  });
  afterAll(async () => {
    client.destroy();
    await gateway.close();
  });

  it("sets attributes and priority of a live contact, asked through the adapter", async () => {
    const telephony = createTelephony(client, instanceArn);
    await telephony.setAttributes("live", { handover_reason: "policy_legal" });
    await telephony.setPriority("live", 3);
    expect(done).toEqual([{ handover_reason: "policy_legal" }, 3]);
  });

  it("does not know a contact that has ended, which the adapter calls Rejected", async () => {
    await expect(createTelephony(client, instanceArn).setPriority("gone", 1)).rejects.toMatchObject({
      name: "Rejected",
    });
  });

  it("tells the number of a contact, also when it has ended, and makes one call for one token", async () => {
    live.add("ended", { customerNumber: "+821000000007", setAttributes() {}, setPriority() {} });
    live.remove("ended");
    const asked: CallRequest[] = [];
    live.placeCallsBy((request) => {
      asked.push(request);
      return "outbound";
    });
    const { call } = createDialler(client, instanceArn);
    const toMake = {
      contactId: "ended",
      token: "ended.call-1",
      queueArn: `${instanceArn}/queue/q`,
      flowArn: `${instanceArn}/contact-flow/f`,
      ringSeconds: 40,
      attributes: { language: "ko-KR" },
    };
    expect(await call(toMake)).toBe("outbound");
    expect(asked).toEqual([
      {
        number: "+821000000007",
        flowId: "f",
        queueId: "q",
        relatedContactId: "ended",
        attributes: { language: "ko-KR" },
        ringSeconds: 40,
        token: "ended.call-1",
      },
    ]);
    await expect(call({ ...toMake, contactId: "never was" })).rejects.toMatchObject({ name: "Rejected" });
    live.add("withheld", { customerNumber: "anonymous", setAttributes() {}, setPriority() {} });
    expect(await call({ ...toMake, contactId: "withheld" })).toBeUndefined();
  });

  it.each([
    ["a call to no number", { DestinationPhoneNumber: "02-123", QueueId: "q" }],
    ["a call from nowhere", { DestinationPhoneNumber: "+821000000007" }],
    ["a campaign", { DestinationPhoneNumber: "+821000000007", QueueId: "q", TrafficType: "CAMPAIGN" as const }],
  ])("refuses %s", async (_name, fields) => {
    const command = new StartOutboundVoiceContactCommand({ InstanceId: "x", ContactFlowId: "f", ...fields });
    await expect(client.send(command)).rejects.toMatchObject({ $metadata: { httpStatusCode: 400 } });
  });

  it.each([
    ["a priority of 0", new UpdateContactRoutingDataCommand({ InstanceId: "x", ContactId: "live", QueuePriority: 0 })],
    [
      "attributes that are too long",
      new UpdateContactAttributesCommand({
        InstanceId: "x",
        InitialContactId: "live",
        Attributes: { a: "b".repeat(20_000), c: "d".repeat(20_000) },
      }),
    ],
  ])("refuses %s", async (_name, command) => {
    await expect(client.send(command as UpdateContactRoutingDataCommand)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});
