import { Fault, type FaultName } from "../../runtime/faults.ts";

/** An answer of an HTTP API in payload format 2.0. */
export interface HttpReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const statusOf: Readonly<Record<FaultName, number>> = {
  ContractViolation: 400,
  Rejected: 404,
  NotReady: 409,
  Transient: 503,
};

/** Answers with what `work` returns as JSON, or with the status and text of the fault it throws; anything else is thrown on. */
export async function respond(work: () => Promise<unknown>): Promise<HttpReply> {
  try {
    return json(200, await work());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const status = Object.entries(statusOf).find(([name]) => name === error.name)?.[1] ?? 500;
    return json(status, { error: error.name, message: error.message });
  }
}

function json(statusCode: number, body: unknown): HttpReply {
  return { statusCode, headers: { "content-type": "application/json; charset=utf-8" }, body: JSON.stringify(body) };
}
