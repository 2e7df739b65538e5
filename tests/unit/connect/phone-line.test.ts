import { afterEach, describe, expect, it } from "@jest/globals";
import { type LineAudio, openPhoneLine, type PhoneLine, type Speed } from "../../../local/connect/line/phone-line.ts";
import { createVirtualClock } from "../../../local/virtual-clock.ts";
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

  it("sleeps through what is calm, and carries what is said meanwhile at its time, to the tick", async () => {
    const clock = createVirtualClock(start);
    const heard: (LineAudio & { readonly handedOnAt: number })[] = [];
    const phone = openPhoneLine(clock, 1, start, () => {});
    open.push(phone);
    void phone.listen((audio) => void heard.push({ ...audio, handedOnAt: clock.now() }));
    const ends: [string, number][] = [];
    const told = (name: string) => () => ends.push([name, phone.now() - start]);
    void clock.sleep(3_250).then(() => phone.play("fromCustomer", new Int16Array(8_000).fill(7)).then(told("words")));
    void clock.sleep(3_310).then(() => phone.play("toCustomer", new Int16Array(400).fill(9)).then(told("a word")));
    void clock.sleep(3_640).then(() => phone.after(470).then(told("a wait")));
    await clock.runUntil(clock.sleep(6_000));
    const from = (direction: "fromCustomer" | "toCustomer", sample: number) => {
      const all = samples(heard, direction);
      return [all.indexOf(sample) / 8, all.lastIndexOf(sample) / 8 + 0.125];
    };
    expect(from("fromCustomer", 7)).toEqual([3_200, 4_200]);
    expect(from("toCustomer", 9)).toEqual([3_300, 3_350]);
    expect(ends).toEqual([
      ["a word", 3_400],
      ["a wait", 4_100],
      ["words", 4_200],
    ]);
    let at = start;
    for (const audio of heard) {
      expect(audio.at).toBe(at);
      at += audio.fromCustomer.length / 8;
    }
    expect(heard.map(({ handedOnAt }) => handedOnAt - start)).toEqual([
      100, 1_100, 2_100, 3_100, 3_250, 3_310, 3_400, 3_640, 4_100, 4_200, 5_100,
    ]);
    expect(phone.now()).toBe(start + 6_000);
  });

  it("gives a listener all that was said before it is sent away", async () => {
    const clock = createVirtualClock(start);
    const phone = openPhoneLine(clock, 1, start, () => {});
    open.push(phone);
    const heard: LineAudio[] = [];
    void phone.listen((audio) => void heard.push(audio));
    void phone.play("toCustomer", new Int16Array(16_000).fill(5)).catch(() => {});
    await clock.runUntil(clock.sleep(1_700));
    await phone.listen(undefined);
    expect(samples(heard, "toCustomer")).toHaveLength(1_700 * 8);
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
