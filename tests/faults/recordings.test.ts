import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "@jest/globals";
import { readStartOptions } from "../../local/cli/start/start-options.ts";
import { prepareTraffic } from "../../local/cli/start/traffic.ts";
import { wavFile } from "../support/wav-file.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "aicc-recordings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file and gives its path; a missing one is only named. */
function recording(name: string, bytes?: Uint8Array): string {
  const file = join(folder, name);
  if (bytes) writeFileSync(file, bytes);
  return file;
}

/** `npm start`, without npm in between. */
function start(
  ...args: string[]
): Promise<{ readonly status: number | null; readonly out: string; readonly error: string }> {
  const child = spawn(process.execPath, ["local/cli/start.ts", ...args], {
    cwd: project,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, error] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (error += text));
  return new Promise((resolve) => child.once("close", (status) => resolve({ status, out, error })));
}

/** What the start command throws on these arguments before it starts anything. */
function refusal(...args: string[]): string {
  try {
    const options = readStartOptions(args);
    if (options) prepareTraffic(options);
  } catch (error) {
    return String(error);
  }
  return "not refused";
}

describe("a recording that cannot be played", () => {
  it("ends npm start with status 2 and a message that names the file, what is wrong with it and the remedy", async () => {
    const wrong = recording("fast.wav", wavFile({ rateHz: 16_000 }));
    const { status, out, error } = await start("--call", wrong);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(error.trim()).toBe(
      `${wrong}: it has 16000 Hz, not 8000 Hz. A recorded call needs WAV files with 8000 Hz, 16 bit, mono PCM. ` +
        `Convert it: ffmpeg -i "${wrong}" -ac 1 -ar 8000 -c:a pcm_s16le "${wrong.replace(".wav", "-8k.wav")}"`,
    );
  }, 30_000);

  it.each([
    ["is no WAV file", "song.wav", Buffer.from("ID3\u0004 an MP3 file under a false name"), /it is not a WAV file/],
    ["has another rate", "fast.wav", wavFile({ rateHz: 44_100 }), /it has 44100 Hz, not 8000 Hz/],
    ["is in stereo", "stereo.wav", wavFile({ channels: 2 }), /it has 2 channels, not 1/],
    ["has samples of 8 bits", "coarse.wav", wavFile({ bits: 8 }), /its samples have 8 bits, not 16/],
    ["is truncated", "cut.wav", wavFile().subarray(0, 1_000), /it is truncated: its chunk "data" is said to hold 1600/],
    ["ends within its head", "head.wav", wavFile().subarray(0, 30), /it is truncated: its chunk "fmt "/],
    ["is empty", "empty.wav", Buffer.alloc(0), /the file is empty/],
  ])("is refused when it %s, on either side of the call", (_what, name, bytes, finding) => {
    const bad = recording(name, bytes);
    const good = recording("good.wav", wavFile());
    for (const args of [
      ["--call", bad],
      ["--call", good, "--agent", bad],
    ]) {
      const message = refusal(...args);
      expect(message).toContain(bad);
      expect(message).toMatch(finding);
      expect(message).toContain(`Convert it: ffmpeg -i "${bad}"`);
    }
    expect(refusal("--call", good, "--agent", good)).toBe("not refused");
  });

  it("is refused when it is not there, under the option that named it", () => {
    const missing = recording("missing.wav");
    expect(refusal("--call", missing)).toMatch(/--call: the file cannot be read: .*no such file.*missing\.wav/);
    const good = recording("good.wav", wavFile());
    expect(refusal("--call", good, "--agent", missing)).toMatch(/--agent: the file cannot be read: .*missing\.wav/);
    expect(refusal("--call", folder)).toMatch(/--call: the file cannot be read: .*directory/);
  });
});
