import { z } from "zod";
import { Remedy, RemedyAction, RemedySwitch } from "../../schemas/remedy.ts";
import { parseRemedyCommand, type RemedyCommand, usage } from "./remedies/remedy-command.ts";
import { renderActions, renderRemedies, renderSwitch } from "./remedies/render-remedies.ts";
import { explainFailure } from "./trace/explain-failure.ts";
import { type ApiReply, apiUrlOf, type CallApi, createApiCaller } from "./trace/http-api.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { findStack } from "./trace/stack-access.ts";

const RemedyList = z.object({
  switch: RemedySwitch,
  remedies: z.array(Remedy),
  actions: z.array(RemedyAction),
});
const Refusal = z.object({ message: z.string() });

/** `npm run remedies`: status 0 when it was done, 1 when not. */
async function main(): Promise<void> {
  const command = parseRemedyCommand(process.argv.slice(2));
  if (command.name === "help") {
    console.log(usage);
    return;
  }
  const access = findStack(command.values, process.env);
  const apiUrl = apiUrlOf(access, command.values.api);
  try {
    console.log((await carryOut(command, createApiCaller(access, apiUrl))).join("\n"));
  } catch (error) {
    throw explainFailure(error, { ...access, client: { ...access.client, endpoint: apiUrl } });
  }
}

/** Does what the command says, and returns the lines to be printed. */
async function carryOut({ name, remedyId, values }: RemedyCommand, call: CallApi): Promise<string[]> {
  const paint = createPaint(wantsColour(process.stdout, process.env));
  const columns = process.stdout.columns ?? 200;
  const { by, why } = values;
  const list = async () => RemedyList.parse(taken(await call("GET", "/remedies")));
  switch (name) {
    case "undo": {
      const path = `/remedies/${encodeURIComponent(remedyId)}/undo`;
      const { functionName, fromMb } = Remedy.parse(taken(await call("POST", path, { by, why })));
      return [`${functionName} has ${fromMb ?? "its earlier"} MB again`];
    }
    case "stop":
    case "start":
      return [
        renderSwitch(
          RemedySwitch.parse(taken(await call("POST", "/remedies/switch", { isOn: name === "start", by, why }))),
        ),
      ];
    case "log":
      return renderActions((await list()).actions, paint, columns);
    default: {
      const { remedies, switch: turned } = await list();
      return renderRemedies(remedies, turned, paint, columns);
    }
  }
}

/** The body of an answer; a refusal is thrown in the API's own words. */
function taken({ status, body }: ApiReply): unknown {
  if (status === 200) return body;
  const refusal = Refusal.safeParse(body);
  throw new Error(refusal.success ? refusal.data.message : `The HTTP API answered with status ${status}.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
