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

const clientOf = ({ endpointUrl }: Gateway) =>
  new ConnectClient({
    endpoint: endpointUrl,
    region: "ap-northeast-2",
    credentials: { accessKeyId: "tester", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
const instanceId = instanceArn.slice(instanceArn.lastIndexOf("/") + 1);

describe("the API of the simulated Amazon Connect", () => {
  const live = createLiveContacts();
  const done: unknown[] = [];
  let gateway: Gateway;
  let client: ConnectClient;

  beforeAll(async () => {
    gateway = await startGateway();
    gateway.mount(createConnectService(live));
    live.add("live", {
      customerNumber: "+821000000001",
      attributes: () => ({}),
      setAttributes: (attributes) => void done.push(attributes),
      setPriority: (priority) => void done.push(priority),
    });
    client = clientOf(gateway);
  });
  afterAll(async () => {
    client.destroy();
    await gateway.close();
  });

  it("sets attributes and priority of a live contact, asked through the adapter", async () => {
    const telephony = createTelephony(client, instanceArn);
    await telephony.setAttributes("live", { handover_reason: "policy_legal" });
    expect(await telephony.setPriority("live", 3)).toBe(true);
    expect(done).toEqual([{ handover_reason: "policy_legal" }, 3]);
  });

  it("keeps attributes with a contact that has ended, which has no place in a queue any more", async () => {
    live.add("over", {
      customerNumber: "+821000000003",
      attributes: () => ({ language: "ko-KR", handover_reason: "none" }),
      setAttributes: (attributes) => void done.push(attributes),
      setPriority: (priority) => void done.push(priority),
    });
    live.remove("over");
    const doneBefore = [...done];
    const telephony = createTelephony(client, instanceArn);
    await telephony.setAttributes("over", { handover_reason: "policy_legal" });
    expect(live.known("over")?.attributes()).toEqual({ language: "ko-KR", handover_reason: "policy_legal" });
    expect(await telephony.setPriority("over", 1)).toBe(false);
    expect(done).toEqual(doneBefore);
  });

  it("refuses attributes of a contact that never was, and another instance, which the adapter calls Rejected", async () => {
    const never = createTelephony(client, instanceArn).setAttributes("never was", { handover_reason: "policy_legal" });
    await expect(never).rejects.toMatchObject({ name: "Rejected" });
    const elsewhere = createTelephony(client, "elsewhere").setAttributes("live", { handover_reason: "policy_legal" });
    await expect(elsewhere).rejects.toMatchObject({ name: "Rejected" });
  });

  it("tells the number of a contact, also when it has ended, and makes one call for one token", async () => {
    live.add("ended", {
      customerNumber: "+821000000007",
      attributes: () => ({ language: "en-US", callback_offer: "taken" }),
      setAttributes() {},
      setPriority() {},
    });
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
        attributes: { language: "ko-KR", callback_offer: "taken" },
        ringSeconds: 40,
        detectsMachines: false,
        token: "ended.call-1",
      },
    ]);
    await expect(call({ ...toMake, contactId: "never was" })).rejects.toMatchObject({ name: "Rejected" });
    live.add("withheld", { customerNumber: "anonymous", attributes: () => ({}), setAttributes() {}, setPriority() {} });
    expect(await call({ ...toMake, contactId: "withheld" })).toBeUndefined();
  });

  it("detects answering machines in campaigns only, which an instance may not call by default", async () => {
    const toCall = {
      InstanceId: instanceId,
      ContactFlowId: "f",
      QueueId: "q",
      DestinationPhoneNumber: "+821000000007",
    };
    const detecting = { ...toCall, AnswerMachineDetectionConfig: { EnableAnswerMachineDetection: true } };
    await expect(client.send(new StartOutboundVoiceContactCommand(detecting))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    const campaign = new StartOutboundVoiceContactCommand({ ...detecting, TrafficType: "CAMPAIGN" });
    await expect(client.send(campaign)).rejects.toMatchObject({ name: "OutboundContactNotPermittedException" });
    const other = await startGateway();
    other.mount(createConnectService(live, { campaigns: true }));
    const asked: CallRequest[] = [];
    live.placeCallsBy((request) => {
      asked.push(request);
      return "of a campaign";
    });
    const mayCall = clientOf(other);
    const sent = mayCall.send(new StartOutboundVoiceContactCommand({ ...detecting, TrafficType: "CAMPAIGN" }));
    expect((await sent).ContactId).toBe("of a campaign");
    expect(asked).toMatchObject([{ detectsMachines: true }]);
    mayCall.destroy();
    await other.close();
  });

  it.each([
    ["another instance", { InstanceId: "x" }],
    ["a related contact that never was", { RelatedContactId: "never was" }],
  ])("does not know %s", async (_what, fields) => {
    const toCall = {
      InstanceId: instanceId,
      ContactFlowId: "f",
      QueueId: "q",
      DestinationPhoneNumber: "+821000000007",
    };
    const command = new StartOutboundVoiceContactCommand({ ...toCall, ...fields });
    await expect(client.send(command)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it.each([
    ["a call to no number", { DestinationPhoneNumber: "02-123", QueueId: "q" }],
    ["a call from nowhere", { DestinationPhoneNumber: "+821000000007" }],
    ["a ring that is too short", { DestinationPhoneNumber: "+821000000007", QueueId: "q", RingTimeoutInSeconds: 5 }],
    [
      "an attribute with a space in its name",
      { DestinationPhoneNumber: "+821000000007", QueueId: "q", Attributes: { "a b": "c" } },
    ],
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
