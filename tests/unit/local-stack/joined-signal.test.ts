import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "@jest/globals";
import { joinedSignal } from "../../../local/joined-signal.ts";

describe("a joined signal", () => {
  it("knows of an abort whose controller nobody holds any more", async () => {
    setFlagsFromString("--expose-gc");
    const collect: () => void = runInNewContext("gc");
    const abandon = () => {
      const controller = new AbortController();
      const joined = joinedSignal([new AbortController().signal, controller.signal]);
      controller.abort(new Error("an agent has come"));
      return joined;
    };
    const joined = abandon();
    for (let round = 0; round < 3; round++) {
      await pause(5);
      collect();
    }
    expect(() => joined.throwIfAborted()).toThrow("an agent has come");
  });

  it("is not aborted while none of its sources is, and at once when one was", () => {
    const [one, other] = [new AbortController(), new AbortController()];
    const joined = joinedSignal([one.signal, other.signal]);
    expect(joined.aborted).toBe(false);
    other.abort("over");
    expect(joined).toMatchObject({ aborted: true, reason: "over" });
    expect(joinedSignal([new AbortController().signal, other.signal]).reason).toBe("over");
  });
});
