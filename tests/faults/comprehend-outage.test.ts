import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { restRules } from "../../functions/utterance/analyse-sentiment/engine-rests.ts";
import { internalServerError, tooManyRequests } from "../../local/comprehend/comprehend-service.ts";
import { type Centre, openCentre } from "../support/centre.ts";

const question = "지난주에 주문한 택배가 아직 안 왔는데 언제 도착하나요?";

describe("a contact while Comprehend is away", () => {
  let centre: Centre;
  let fails: (() => Error | undefined) | undefined;
  beforeAll(async () => {
    centre = await openCentre({
      comprehendFault: () => {
        const fault = fails?.();
        if (fault) throw fault;
      },
    });
  }, 120_000);
  afterEach(() => {
    fails = undefined;
  });
  afterAll(() => centre?.close());

  const play = async () => {
    const { contactId, over, problems } = centre.call({ says: [question] });
    await over;
    const { closing, status } = await centre.end(contactId);
    const utterances = await centre.ledger.listUtterances(contactId);
    const sentiments = new Set(utterances.map(({ sentiment }) => sentiment));
    const engines = new Set(utterances.map(({ sentimentEngine }) => sentimentEngine));
    return { contactId, problems, closing, status, utterances, sentiments, engines };
  };

  it("asks Comprehend again once it is back, within the same contact", async () => {
    let left = 1;
    fails = () => {
      left -= 1;
      return left >= 0 ? tooManyRequests() : undefined;
    };
    const { closing, status, sentiments, engines } = await play();
    expect(left).toBeLessThan(0);
    expect({ status, faults: closing.faults }).toEqual({ status: "SUCCEEDED", faults: 0 });
    expect([...sentiments]).not.toContain("UNKNOWN");
    expect([...engines].sort()).toEqual(["comprehend", "embedded"]);
  }, 60_000);

  it("is answered and closed when it fails all the time, the embedded model telling the sentiment, and is none the worse", async () => {
    let asked = 0;
    fails = () => {
      asked += 1;
      return asked % 2 === 0 ? tooManyRequests() : internalServerError();
    };
    const { contactId, problems, closing, status, utterances, sentiments, engines } = await play();
    expect({ status, problems, outcome: closing.outcome }).toEqual({
      status: "SUCCEEDED",
      problems: [],
      outcome: "bot",
    });
    expect([...sentiments]).not.toContain("UNKNOWN");
    expect([...engines]).toEqual(["embedded"]);
    expect(utterances.every(({ isSentimentFallback }) => isSentimentFallback)).toBe(true);
    expect(closing).toMatchObject({ finalSegments: utterances.length, faults: 0 });
    expect(closing.mood?.utterances).toBeGreaterThan(0);
    const actions = (await centre.ledger.listDecisions(contactId)).map(({ action }) => action);
    expect(actions[0]).toBe("answer");
    expect(actions).not.toContain("escalate");
    // Nobody waits for a service that is away twice, and after a few failures in a row nobody does.
    expect(asked).toBe(Math.min(utterances.length, restRules.failures));
  }, 60_000);
});
