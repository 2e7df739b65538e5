/** The kinds of flow that the simulated Amazon Connect runs, as CloudFormation names them: the one that answers a call, and the one that is played in a queue. */
export const flowTypes = ["CONTACT_FLOW", "CUSTOMER_QUEUE"] as const;
export type FlowType = (typeof flowTypes)[number];
