import { writeFileSync } from "node:fs";
import { z } from "zod";
import { accuracyOverTime, confusionsOf } from "../../domain/learning/accuracy-over-time.ts";
import { labelledCorrections, writeLabelledText } from "../../domain/learning/labelled-corrections.ts";
import { Correction, Judgement } from "../../schemas/correction.ts";
import { type CorrectionCommand, parseCorrectionCommand, usage } from "./corrections/correction-command.ts";
import { readCorrections } from "./corrections/read-corrections.ts";
import { renderAccuracy } from "./corrections/render-accuracy.ts";
import { renderCorrections, renderUtterances } from "./corrections/render-corrections.ts";
import { daysBetween, hoursOf } from "./reconcile/time-range.ts";
import { acceptedBody } from "./trace/accepted-body.ts";
import type { CallApi } from "./trace/http-api.ts";
import { createPaint, wantsColour } from "./trace/paint.ts";
import { throughApi } from "./trace/through-api.ts";

const Utterances = z.object({
  utterances: z.array(
    z.object({
      beginOffsetMs: z.int(),
      text: z.string(),
      intent: z.string(),
      confidence: z.number(),
      judgement: Judgement.optional(),
    }),
  ),
});

/** `npm run corrections`: status 0 when it was done, 1 when not. */
async function main(): Promise<void> {
  const command = parseCorrectionCommand(process.argv.slice(2));
  if (command.name === "help") {
    console.log(usage);
    return;
  }
  const lines = await throughApi(command.values, (call) => carryOut(command, call));
  console.log(lines.join("\n"));
}

/** Does what the command says, and returns the lines to be printed. */
async function carryOut(command: CorrectionCommand, call: CallApi): Promise<string[]> {
  const { name, contactId, beginOffsetMs, values } = command;
  const paint = createPaint(wantsColour(process.stdout, process.env));
  const columns = process.stdout.columns ?? 120;
  const utterancesOf = async () =>
    Utterances.parse(acceptedBody(await call("GET", `/contacts/${contactId}/utterances`))).utterances;
  const judge = async (intent: string | undefined) => {
    const path = `/contacts/${contactId}/utterances/${beginOffsetMs}/intent`;
    const { predicted, judgement } = Correction.parse(
      acceptedBody(await call("POST", path, { intent, by: values.by })),
    );
    return [`predicted ${predicted.intent}, judged ${judgement.intent} by ${judgement.by}`];
  };
  switch (name) {
    case "utterances":
      return renderUtterances(await utterancesOf(), paint, columns);
    case "correct":
      return judge(values.intent);
    case "confirm": {
      const utterance = (await utterancesOf()).find((one) => one.beginOffsetMs === Number(beginOffsetMs));
      if (!utterance) throw new Error(`no utterance begins at ${beginOffsetMs}; "utterances ${contactId}" lists them`);
      return judge(utterance.intent);
    }
    case "report": {
      const corrections = await readThese(command, call, 84);
      const periods = {
        length: values.per === "day" ? "day" : "week",
        utcOffsetHours: hoursOf(utcOffsetOf(command)),
      } as const;
      return renderAccuracy(accuracyOverTime(corrections, periods), confusionsOf(corrections), paint);
    }
    case "export":
      return exported(labelledCorrections(await readThese(command, call, 7)), values.out);
    default: {
      const corrections = await readThese(command, call, 7);
      if (corrections.length === 0) return ["Nobody has judged an intent in these days."];
      return [...renderCorrections(corrections, paint, columns), "", `${corrections.length} judgements`];
    }
  }
}

/** The labelled text itself, or, with a file, what was written there. */
function exported(
  { texts, disputed, empty }: ReturnType<typeof labelledCorrections>,
  out: string | undefined,
): string[] {
  for (const text of disputed) console.error(`judged differently; the newest word is taken: ${text}`);
  const content = writeLabelledText(texts);
  if (out === undefined) return content === "" ? [] : [content.trimEnd()];
  writeFileSync(out, content);
  return [`${out}: ${texts.length} labelled texts, ${disputed.length} disputed, ${empty} without words left out`];
}

async function readThese(command: CorrectionCommand, call: CallApi, days: number): Promise<Correction[]> {
  const all = await readCorrections(call, daysBetween(command.values, utcOffsetOf(command), days));
  const { language } = command.values;
  return language === undefined ? all : all.filter(({ languageCode }) => languageCode.startsWith(language));
}

const utcOffsetOf = ({ values }: CorrectionCommand) => values["utc-offset"] ?? "+09:00";

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
