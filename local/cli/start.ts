import { RecordingRefused } from "../connect/callers/read-wav.ts";
import { ModelUnavailable } from "../speech/models/model-unavailable.ts";
import { DayRefused } from "../traffic/day-spec.ts";
import { ScenarioRefused } from "../traffic/scenario.ts";
import { banner, whereThingsAre } from "./start/banner.ts";
import { ContactBoard } from "./start/contact-board.ts";
import { endDay } from "./start/end-day.ts";
import { explainUnfinished } from "./start/explain-unfinished.ts";
import { letTimePass } from "./start/let-time-pass.ts";
import { openRunningStack } from "./start/open-running-stack.ts";
import { playTraffic } from "./start/play-traffic.ts";
import { openProgress } from "./start/progress.ts";
import { contactTable, figures } from "./start/results-table.ts";
import { outputOf } from "./start/running-stack.ts";
import { createStackReader } from "./start/stack-reader.ts";
import { readStartOptions, type StartOptions, UsageError, usage } from "./start/start-options.ts";
import { prepareTraffic, type Traffic } from "./start/traffic.ts";

/** `npm start`: see {@link usage}. */
async function main(args: readonly string[]): Promise<number> {
  const options = readStartOptions(args);
  if (!options) {
    process.stdout.write(usage);
    return 0;
  }
  const traffic = prepareTraffic(options);
  const stopping = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopping.abort());
  return await run(options, traffic, stopping.signal);
}

async function run(options: StartOptions, traffic: Traffic, signal: AbortSignal): Promise<number> {
  const say = (text: string) => void process.stdout.write(`${text}\n`);
  const stack = await openRunningStack(traffic.heardBy, options, say);
  const reader = createStackReader(stack);
  try {
    say(banner({ ...stack, traffic: traffic.description }));
    const board = new ContactBoard();
    for (const { contactId, name, languageCode } of traffic.contacts) board.expect(contactId, name, languageCode);
    const progress = openProgress(board, process.stdout, stack.clock.now);
    const startedAt = stack.clock.now();
    const unfinished = await playTraffic(traffic, { stack, reader, board, progress, options, signal });
    for (const contact of (await reader.ledger()).contacts.values()) board.learn(contact);
    progress.close();

    const report = await reader.report();
    say(`\n${contactTable(board.rows())}\n\n${figures(report)}\n`);
    const ending = options.day && (await endDay(reader, startedAt, stack.clock.now()));
    if (ending) say(ending.text);
    for (const problem of board.problems()) say(`Problem on the telephone side: ${problem}`);
    for (const line of await explainUnfinished(unfinished, board.rows(), reader.newestState)) say(line);
    say(whereThingsAre(stack.endpoint, outputOf(stack, "ArchiveBucketName"), traffic.contacts.at(-1)?.contactId));
    if (!options.once && !signal.aborted) {
      say("\nThe stack stays up. Ctrl-C ends it.");
      await letTimePass(stack.clock, signal);
      return 0;
    }
    if (options.once) say(JSON.stringify({ ...report, ...(ending && { figures: ending.figures }) }));
    return unfinished.length === 0 && ending?.differs !== true ? 0 : 1;
  } finally {
    reader.close();
    await stack.close();
  }
}

/** What the user can mend is told by its message alone, without a stack trace. */
const theirMistakes: readonly (abstract new (...args: never[]) => Error)[] = [
  UsageError,
  RecordingRefused,
  ScenarioRefused,
  DayRefused,
  ModelUnavailable,
];

let status: number;
try {
  status = await main(process.argv.slice(2));
} catch (error) {
  const isTheirs = theirMistakes.some((mistake) => error instanceof mistake);
  console.error(isTheirs && error instanceof Error ? error.message : error);
  status = isTheirs ? 2 : 1;
}
// A request that a service still answers must not keep the process up.
process.exit(status);
