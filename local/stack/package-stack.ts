import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempDisposableSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { withBuildLock } from "./build-lock.ts";
import { checkBundles } from "./check-bundles.ts";
import { checkTemplateSize } from "./check-template-size.ts";
import { sourceHash } from "./source-hash.ts";

/** What packaging came to. */
export interface PackageOutcome {
  /** False when nothing had changed since the last package. */
  readonly isNew: boolean;
  readonly durationMs: number;
}

/** What packaging is told. */
export interface PackageOptions {
  /** The project's directory. */
  readonly directory: string;
  /** Packages even if nothing has changed. */
  readonly force?: boolean;
  /** Told what is done next. */
  readonly onStep?: (step: string) => void;
}

/** Scripts of package.json that write sources of the package, in their order. Each runs where the file that it names exists. */
const generators = ["train", "schemas", "catalogue"];

const BuildFile = z.object({ sources: z.string() });
const PackageFile = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

/**
 * Packages the service with the Serverless Framework (`.serverless/`) when its sources have changed; the generators run before. It needs neither
 * network nor AWS credentials.
 * @throws Error with the failed tool's output
 */
export function packageStack(options: PackageOptions): Promise<PackageOutcome> {
  const wait = () => options.onStep?.("waiting for another build in this directory");
  return withBuildLock(join(options.directory, ".aicc", "build.lock"), () => packageAlone(options), wait);
}

async function packageAlone({ directory, force = false, onStep = () => {} }: PackageOptions): Promise<PackageOutcome> {
  const startedAt = performance.now();
  const buildFile = join(directory, ".aicc", "build.json");
  const hash = () => sourceHash(directory, [process.env.CONNECT_INSTANCE_ARN]);
  const hasPackage = existsSync(join(directory, ".serverless", "cloudformation-template-update-stack.json"));
  if (!force && hasPackage && lastSources(buildFile) === hash())
    return { isNew: false, durationMs: performance.now() - startedAt };
  const { scripts } = PackageFile.parse(JSON.parse(readFileSync(join(directory, "package.json"), "utf8")));
  for (const name of generators) {
    const [, file] = /^node (\S+\.ts)$/.exec(scripts[name] ?? "") ?? [];
    if (file === undefined || !existsSync(join(directory, file))) continue;
    onStep(`npm run ${name}`);
    await run(directory, [file]);
  }
  onStep("serverless package");
  // Only what a whole run has packaged counts as packaged: the sources are taken before, since they may change meanwhile.
  const packaged = hash();
  await runServerless(directory);
  checkBundles(join(directory, ".serverless"));
  checkTemplateSize(join(directory, ".serverless"));
  mkdirSync(dirname(buildFile), { recursive: true });
  writeFileSync(buildFile, `${JSON.stringify({ sources: packaged })}\n`);
  return { isNew: true, durationMs: performance.now() - startedAt };
}

function lastSources(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const parsed = BuildFile.safeParse(JSON.parse(readFileSync(file, "utf8")));
  return parsed.success ? parsed.data.sources : undefined;
}

/** The framework leaves a directory a function among the machine's temporary files; it gets a place for them that goes with it. */
async function runServerless(directory: string): Promise<void> {
  using scratch = mkdtempDisposableSync(join(tmpdir(), "aicc-package-"));
  await run(directory, [serverlessProgram(), "package"], { TMPDIR: scratch.path, TEMP: scratch.path });
}

function serverlessProgram(): string {
  const manifest = createRequire(import.meta.url).resolve("serverless/package.json");
  const { bin } = z.object({ bin: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(manifest, "utf8")));
  return join(dirname(manifest), bin.serverless ?? Object.values(bin)[0] ?? "");
}

/** Packaging asks no AWS service, but its configuration may look for credentials. */
const environment = {
  AWS_ACCESS_KEY_ID: "packaging",
  AWS_SECRET_ACCESS_KEY: "packaging",
  SLS_NOTIFICATIONS_MODE: "off",
  SLS_TELEMETRY_DISABLED: "1",
  FORCE_COLOR: "0",
};

function run(
  directory: string,
  program: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, program, {
      cwd: directory,
      env: { ...environment, ...process.env, ...variables },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const keep = (text: Buffer) => {
      output += text.toString("utf8");
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${program.join(" ")} ended with status ${code}.\n${output.trim()}`));
    });
  });
}
