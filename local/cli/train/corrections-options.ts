import { parseArgs } from "node:util";
import { stackOptions } from "../trace/through-api.ts";

/**
 * Whether the command line asks for corrections: `--with corrections`.
 * @throws Error for anything else after `--with`, and for `--adopt` without it
 */
export function asksForCorrections(args: readonly string[]): boolean {
  const { with: what, adopt } = readCorrectionsOptions(args);
  if (what === "corrections") return true;
  if (what === undefined && !adopt) return false;
  throw new Error("npm run train takes --with corrections, and --adopt only behind it");
}

/** The options of `npm run train` that are about corrections. */
export function readCorrectionsOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    options: {
      with: { type: "string" },
      corrections: { type: "string" },
      since: { type: "string" },
      adopt: { type: "boolean" },
      ...stackOptions,
    },
  });
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  return {
    with: values.with === true ? "" : text(values.with),
    corrections: text(values.corrections),
    since: text(values.since),
    adopt: values.adopt === true,
    api: text(values.api),
    endpoint: text(values.endpoint),
    aws: values.aws === true,
    region: text(values.region),
  };
}
