import { z } from "zod";
import { Remedy, RemedyAction, RemedySwitch } from "../../schemas/remedy.ts";
import { parseRemedyCommand, type RemedyCommand, usage } from "./remedies/remedy-command.ts";
import { renderActions, renderRemedies, renderSwitch } from "./remedies/render-remedies.ts";
import { acceptedBody } from "./trace/accepted-body.ts";
import type { CallApi } from "./trace/http-api.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { throughApi } from "./trace/through-api.ts";

const RemedyList = z.object({
  switch: RemedySwitch,
  remedies: z.array(Remedy),
  actions: z.array(RemedyAction),
});

/** `npm run remedies`: status 0 when it was done, 1 when not. */
async function main(): Promise<void> {
  const command = parseRemedyCommand(process.argv.slice(2));
  if (command.name === "help") {
    console.log(usage);
    return;
  }
  const lines = await throughApi(command.values, (call) => carryOut(command, call));
  console.log(lines.join("\n"));
}

/** Does what the command says, and returns the lines to be printed. */
async function carryOut({ name, remedyId, values }: RemedyCommand, call: CallApi): Promise<string[]> {
  const paint = createPaint(wantsColour(process.stdout, process.env));
  const columns = process.stdout.columns ?? 200;
  const { by, why } = values;
  const list = async () => RemedyList.parse(acceptedBody(await call("GET", "/remedies")));
  switch (name) {
    case "undo": {
      const path = `/remedies/${encodeURIComponent(remedyId)}/undo`;
      const { functionName, fromMb } = Remedy.parse(acceptedBody(await call("POST", path, { by, why })));
      return [`${functionName} has ${fromMb ?? "its earlier"} MB again`];
    }
    case "stop":
    case "start":
      return [
        renderSwitch(
          RemedySwitch.parse(acceptedBody(await call("POST", "/remedies/switch", { isOn: name === "start", by, why }))),
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

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
