const region = "ap-northeast-2";
const account = "000000000000";

/** The simulated Amazon Connect instance. */
export const instanceArn = `arn:aws:connect:${region}:${account}:instance/00000000-0000-4000-8000-000000000000`;

/** Where contacts go that no rule sends elsewhere; `flows/inbound.json` names it too. */
export const basicQueueArn = `${instanceArn}/queue/00000000-0000-4000-8000-000000000001`;

/** The telephone number that Korean callers dial; made up. */
export const koreanNumber = "+82200000000";

/** The telephone number that English callers dial; made up (555-01xx is kept for fiction). `flows/inbound.json` branches on it. */
export const englishNumber = "+12025550142";

/** The account and region of the local stack, and what else telephony needs to name things. */
export const location = { region, account } as const;

/** The ARN of a contact. */
export const contactArn = (contactId: string): string => `${instanceArn}/contact/${contactId}`;
