import { parseArgs } from "node:util";
import { packageStack } from "../stack/package-stack.ts";

/** `npm run build [-- --force]`: packages the service for deployment and for the local stack, when its sources have changed. */
const { values } = parseArgs({ options: { force: { type: "boolean", default: false } } });
const startedAt = performance.now();
const isTerminal = process.stderr.isTTY;
let step = "looking for changes";

const show = () => {
  if (isTerminal) process.stderr.write(`\r\x1b[K${step} … ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`);
};
const ticker = setInterval(show, 200);

try {
  const { isNew, durationMs } = await packageStack({
    directory: process.cwd(),
    force: values.force,
    onStep: (next) => {
      step = next;
      if (!isTerminal) process.stderr.write(`${step} …\n`);
    },
  });
  clear();
  console.log(
    isNew
      ? `Packaged in ${(durationMs / 1_000).toFixed(1)} s: .serverless/`
      : "Nothing has changed: .serverless/ is up to date.",
  );
} catch (error) {
  clear();
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function clear(): void {
  clearInterval(ticker);
  if (isTerminal) process.stderr.write("\r\x1b[K");
}
