import { arch, cpus } from "node:os";
import { parseArgs } from "node:util";
import { z } from "zod";
import { startChild } from "./local/child-process.ts";
import { callers, type Measurement, measure, warmUp } from "./local/measurement.ts";
import { measurementTable } from "./local/measurement-table.ts";

/**
 * `npm run bench:local`: executions per second of a machine of five Lambda functions on the local Step Functions, called in process and through its
 * HTTP API, with 1, 8 and 32 at a time. The server and its client are processes of their own. Nothing is asserted.
 */

const usage = `npm run bench:local -- [options]

  --at-a-time 1,8,32  executions under way at any time, one measurement each
  --seconds 2         how long a measurement lasts, warming up not counted
`;

/** Where the functions are, and how many invocations an environment runs at once (0: there is no Lambda host). */
const series = [
  { title: "Functions in the Lambda host, one invocation at a time in an environment, as on AWS", perEnvironment: 1 },
  { title: "Functions in the Lambda host, up to 32 invocations in an environment, for load tests", perEnvironment: 32 },
  { title: "Functions in the server's process: the machine and HTTP alone", perEnvironment: 0 },
] as const;

const machines = [
  { type: "EXPRESS", title: "Express machine: StartSyncExecution" },
  { type: "STANDARD", title: "Standard machine: StartExecution, then DescribeExecution until it has ended" },
] as const;

function readWhole(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new Error(`${name}: "${text}" is not a whole number from ${least} to ${most}.\n\n${usage}`);
}

/** Measures one series and returns its tables. */
async function measureSeries(
  { title, perEnvironment }: (typeof series)[number],
  counts: readonly number[],
  seconds: number,
): Promise<string> {
  const server = startChild("./server.ts", [String(perEnvironment)]);
  const endpointUrl = z.string().parse(await server.ask({ ask: "endpoint" }));
  const client = startChild("./client.ts", [endpointUrl]);
  const tables: string[] = [];
  for (const machine of machines) {
    const measurements: Measurement[] = [];
    for (const atATime of counts) {
      const load = { type: machine.type, atATime, seconds };
      await warmUp(server, load);
      for (const caller of callers) {
        const measurement = await measure(server, client, caller, load);
        measurements.push(measurement);
        console.log(`  ${machine.type}, ${atATime} at a time, ${caller}: ${measurement.perSecond.toFixed(0)} a second`);
      }
    }
    tables.push(`${machine.title}\n${measurementTable(measurements)}`);
  }
  client.end();
  server.end();
  return `${title}\n\n${tables.join("\n\n")}\n`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      "at-a-time": { type: "string", default: "1,8,32" },
      seconds: { type: "string", default: "2" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const counts = values["at-a-time"].split(",").map((text) => readWhole("--at-a-time", text, 1, 1_000));
  const seconds = readWhole("--seconds", values.seconds, 1, 600);
  const results: string[] = [];
  for (const each of series) {
    console.log(`${each.title} …`);
    results.push(await measureSeries(each, counts, seconds));
  }
  console.log(`\n${results.join("\n\n")}`);
  console.log(`Node.js ${process.version}, ${arch()}, ${cpus().length} x ${cpus()[0]?.model ?? "unknown processor"}`);
  console.log(
    "An execution: five Task states in a row, each a JSONata lambda:invoke of a function that adds 1 to a number.",
  );
  console.log("ratio: to the same machine called in process. p50, p95: until the known output has come back.");
  console.log(
    "CPU s/1000: processor seconds for 1,000 executions, of the server with its functions and of the client process.",
  );
  console.log(
    "HTTP, SDK: the AWS SDK, signing and all. HTTP, sockets: requests written by hand, for what the server alone can do.",
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
