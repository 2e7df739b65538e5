import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Centre, openCentre } from "../support/centre.ts";
import { contactByHand } from "../support/contact-by-hand.ts";
import { eventually } from "../support/eventually.ts";

describe("a contact whose media is said to lie where another contact's lies", () => {
  let centre: Centre;
  beforeAll(async () => {
    centre = await openCentre();
  }, 120_000);
  afterAll(() => centre?.close());

  it("is refused that media under an issue of its own, hears nothing of it, and closes", async () => {
    const other = centre.call({ says: ["상담원 말고 배송 조회 부탁드려요."] });
    await other.over;
    const { media: theirs } = await eventually("the other contact has media", () =>
      centre.ledger.readMedia(other.contactId),
    );

    const contact = contactByHand(centre);
    await contact.publish(contact.detail("INITIATED"));
    await contact.beginMedia({ ...theirs, startedAt: Date.parse(theirs.startedAt) });
    const issue = await eventually("an issue is opened", async () => (await centre.issues.list())[0]);
    expect(issue).toMatchObject({
      issueId: "ISS-001",
      source: "fault",
      summary: "contact.TranscribeMedia failed with Rejected",
      contactId: contact.contactId,
      cause: "Rejected",
    });
    await contact.hangUp();

    const { closing, status } = await centre.end(contact.contactId);
    expect(status).toBe("SUCCEEDED");
    expect(closing).toMatchObject({ outcome: "abandoned", finalSegments: 0, recordedSegments: 0, faults: 1 });
    expect(await centre.ledger.listUtterances(contact.contactId)).toEqual([]);

    const theirEnd = await centre.end(other.contactId);
    expect(theirEnd).toMatchObject({ status: "SUCCEEDED", closing: { faults: 0 } });
    expect(await centre.issues.list()).toHaveLength(1);
  }, 60_000);
});
