import type { RemedyEnding } from "../../schemas/remedy.ts";

/** What a step of the machine `remedy` says comes next; the state WhatNow reads it. */
export type RemedyPlan =
  | { readonly next: "raise" | "confirm-raise" }
  | { readonly next: "watch"; readonly waitS: number }
  | { readonly next: "restore" | "confirm-restore" | "settle"; readonly ending: RemedyEnding };

/** The plan to settle a remedy with an ending. */
export const settle = (result: RemedyEnding["result"], reason: RemedyEnding["reason"], detail = ""): RemedyPlan => ({
  next: "settle",
  ending: { result, reason, detail },
});
