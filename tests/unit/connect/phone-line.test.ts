import { afterEach, describe, expect, it } from "@jest/globals";
import { type LineAudio, openPhoneLine, type PhoneLine, type Speed } from "../../../local/connect/line/phone-line.ts";
import { instantClock } from "./instant-clock.ts";

const start = 1_000_000;
const open: PhoneLine[] = [];

function line(speed: Speed) {
  const clock = instantClock();
  const heard: LineAudio[] = [];
  const faults: unknown[] = [];
  const opened = openPhoneLine(clock, speed, start, (fault) => faults.push(fault));
  opened.listen((audio) => void heard.push(audio));
  open.push(opened);
  return { line: opened, clock, heard, faults };
}

/** Samples of a direction, joined. */
const samples = (heard: LineAudio[], direction: "fromCustomer" | "toCustomer") =>
  heard.flatMap((audio) => [...audio[direction]]);

afterEach(async () => {
  for (const each of open.splice(0)) await each.hangUp(new Error("the test is over"));
});

describe("the telephone line", () => {
  it("carries both directions for the same stretches of time, silence where nobody speaks", async () => {
    const { line: phone, heard } = line("max");
    await Promise.all([
      phone.play("fromCustomer", new Int16Array(1_000).fill(7)),
      phone.play("toCustomer", new Int16Array(1_500).fill(9)),
    ]);
    expect(heard.every((audio) => audio.fromCustomer.length === audio.toCustomer.length)).toBe(true);
    expect(samples(heard, "fromCustomer").filter((sample) => sample === 7)).toHaveLength(1_000);
    expect(samples(heard, "toCustomer").filter((sample) => sample === 9)).toHaveLength(1_500);
    expect(samples(heard, "fromCustomer").slice(0, 1_000)).not.toContain(0);
  });

  it("plays one thing after another without a gap or a loss", async () => {
    const { line: phone, heard } = line("max");
    await Promise.all([
      phone.play(
        "fromCustomer",
        Int16Array.from({ length: 1_234 }, (_, index) => index + 1),
      ),
      phone.play(
        "fromCustomer",
        Int16Array.from({ length: 777 }, (_, index) => index + 1_235),
      ),
    ]);
    expect(samples(heard, "fromCustomer").slice(0, 2_011)).toEqual(
      Array.from({ length: 2_011 }, (_, index) => index + 1),
    );
  });

  it("stamps the audio with the contact's own time, without gaps", async () => {
    const { line: phone, heard } = line("max");
    await phone.advance(1_000);
    expect(heard.map((audio) => audio.at)).toEqual(Array.from({ length: 10 }, (_, index) => start + index * 100));
    expect(phone.now()).toBe(start + 1_000);
  });

  it("takes no real time at speed max, and a third at speed 3", async () => {
    const fast = line("max");
    await fast.line.advance(60_000);
    expect(fast.clock.now()).toBeLessThan(500);
    const third = line(3);
    await third.line.advance(60_000);
    expect(third.clock.now()).toBeGreaterThan(19_900);
    expect(third.clock.now()).toBeLessThan(20_100);
  });

  it("runs in real time, at any speed, while everybody waits", async () => {
    const { line: phone, clock } = line("max");
    const before = clock.now();
    await phone.after(5_000);
    expect(clock.now() - before).toBeGreaterThanOrEqual(4_800);
  });

  it("tells everybody who waits why it was hung up", async () => {
    const { line: phone } = line("max");
    const waits = [phone.after(1e9), phone.play("toCustomer", new Int16Array(8e6))].map((wait) =>
      wait.catch((reason: Error) => reason.message),
    );
    await phone.hangUp(new Error("gone"));
    expect(await Promise.all(waits)).toEqual(["gone", "gone"]);
    await expect(phone.advance(1)).rejects.toThrow("gone");
  });

  it("goes on without a listener that fails, and says so once", async () => {
    const { line: phone, faults } = line("max");
    phone.listen(() => {
      throw new Error("no more media");
    });
    await phone.advance(1_000);
    expect(faults).toHaveLength(1);
  });
});
