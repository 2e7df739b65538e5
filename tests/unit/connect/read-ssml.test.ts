import { describe, expect, it } from "@jest/globals";
import { loadFlow } from "../../../local/connect/flow/load-flow.ts";
import { readSsml } from "../../../local/connect/flow/read-ssml.ts";

describe("SSML of a message in a queue", () => {
  it.each([
    ['<speak>잠시만 기다려 주세요.<break time="10s"/></speak>', { text: "잠시만 기다려 주세요.", pauseMs: 10_000 }],
    ['<speak><break time="500ms"/>Hello <break time="1s" /> you</speak>', { text: "Hello you", pauseMs: 1_500 }],
  ])("comes to its words and the silence: %s", (ssml, spoken) => {
    expect(readSsml(ssml)).toEqual(spoken);
  });
  it.each(["plain", '<speak><prosody rate="fast">x</prosody></speak>'])(
    "is refused where it asks for more: %s",
    (ssml) => {
      expect(readSsml(ssml)).toBeUndefined();
    },
  );
});

describe("messages of a queue flow", () => {
  const flow = (Parameters: Record<string, unknown>) => {
    const Transitions = {
      Errors: [{ NextAction: "hold", ErrorType: "NoMatchingError" }],
      Conditions: [{ NextAction: "hold", Condition: { Operator: "Equals", Operands: ["MessagesInterrupted"] } }],
    };
    const Actions = [{ Identifier: "hold", Type: "MessageParticipantIteratively", Parameters, Transitions }];
    return JSON.stringify({ Version: "2019-10-30", StartAction: "hold", Actions });
  };
  it.each([
    [
      "an interruption while an agent may be taking the contact",
      { Messages: [{ Text: "x" }], InterruptFrequencySeconds: "20" },
    ],
    ["a prompt from the library", { Messages: [{ PromptId: "p" }], InterruptFrequencySeconds: "30" }],
    [
      "SSML that it would have to ignore",
      { Messages: [{ SSML: "<speak><p/></speak>" }], InterruptFrequencySeconds: "30" },
    ],
    [
      "messages without end and without time",
      { Messages: [{ SSML: "<speak></speak>" }], InterruptFrequencySeconds: "30" },
    ],
  ])("are refused at load with %s", (_what, parameters) => {
    expect(() => loadFlow(flow(parameters), "queue", "CUSTOMER_QUEUE")).toThrow(/cannot be run/);
  });
  it("are taken with words and pauses", () => {
    const parameters = { Messages: [{ SSML: '<speak>x<break time="9s"/></speak>' }], InterruptFrequencySeconds: "30" };
    expect(loadFlow(flow(parameters), "queue", "CUSTOMER_QUEUE").actions.size).toBe(1);
  });
});
