import { describe, expect, it } from "@jest/globals";
import { readStartOptions, UsageError } from "../../../local/cli/start/start-options.ts";

const refusal = (...args: string[]) => {
  try {
    readStartOptions(args);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
  }
  return "not refused";
};

describe("the options of npm start", () => {
  it("play the small day as fast as it goes when nothing is said", () => {
    expect(readStartOptions([])).toEqual({
      speed: "max",
      seed: "1",
      errorRate: 0.03,
      concurrency: 4,
      agents: 4,
      invocationsPerEnvironment: 1,
      once: false,
    });
  });

  it("play a recorded call in real time, in English unless told", () => {
    expect(readStartOptions(["--call", "a.wav", "--agent", "b.wav"])).toMatchObject({
      speed: 1,
      recording: { caller: "a.wav", agent: "b.wav", languageCode: "en-US" },
    });
    expect(readStartOptions(["--call", "a.wav", "--language", "ko-KR"])?.recording?.languageCode).toBe("ko-KR");
  });

  it("run the day in virtual time, with callers who speak at their natural speed", () => {
    expect(readStartOptions(["--time", "virtual", "--speed", "max"])).toMatchObject({ virtualTime: true, speed: 1 });
    expect(readStartOptions(["--time", "real"])).toEqual(readStartOptions([]));
  });

  it("play a day in virtual time unless real time is asked for, with the agents and lines that it says", () => {
    const goLive = readStartOptions(["--day", "go-live", "--once", "--speed", "max"]);
    expect(goLive).toMatchObject({ virtualTime: true, speed: 1, agents: 8, concurrency: 100, once: true });
    expect(goLive?.day).toMatchObject({ contacts: 247, spec: { name: "go-live" } });
    const few = readStartOptions(["--day", "go-live", "--contacts", "20", "--agents", "3", "--time", "virtual"]);
    expect(few).toMatchObject({ virtualTime: true, agents: 3, day: { contacts: 20 } });
    const real = readStartOptions(["--day", "go-live", "--time", "real"]);
    expect(real).toMatchObject({ speed: "max", agents: 8 });
    expect(real?.virtualTime).toBeUndefined();
  });

  it("are not read further when help is asked for", () => {
    expect(readStartOptions(["--help"])).toBeUndefined();
  });

  it.each([
    [["--speed", "fast"], /--speed: "fast" is neither a number above 0 .* nor max/],
    [["--speed", "0"], /--speed: "0"/],
    [["--speed", ""], /--speed: ""/],
    [["--error-rate", "2"], /--error-rate: "2" is not a number from 0 to 1/],
    [["--concurrency", "1.5"], /--concurrency: "1\.5" is not a whole number from 1 to 100/],
    [["--agents", "none"], /--agents: "none"/],
    [["--invocations-per-environment", "0"], /--invocations-per-environment: "0" is not a whole number from 1 to 1000/],
    [["--agent", "b.wav"], /--agent needs --call/],
    [["--language", "ko-KR"], /--language needs --call/],
    [["--call", "a.wav", "--language", "fr-FR"], /"fr-FR" is neither ko-KR nor en-US/],
    [["--call", "a.wav", "--scenario", "x.json"], /exclude each other/],
    [["--time", "later"], /--time: "later" is neither virtual nor real/],
    [["--time", "virtual", "--speed", "4"], /--speed 4 needs real time/],
    [["--day", "monday"], /--day: "monday" is none of go-live/],
    [["--day", "go-live", "--scenario", "x.json"], /--day excludes --call and --scenario/],
    [["--day", "go-live", "--speed", "4"], /--speed 4 needs real time/],
    [["--day", "go-live", "--contacts", "0"], /--contacts: "0" is not a whole number from 1 to 1000/],
    [["--contacts", "5"], /--contacts needs --day/],
    [["--sped", "1"], /--sped/],
    [["call.wav"], /call\.wav/],
  ])("refuse %j with the option's name, the reason and where help is", (args, reason) => {
    expect(refusal(...args)).toMatch(reason);
    expect(refusal(...args)).toMatch(/npm start -- --help$/);
  });
});
