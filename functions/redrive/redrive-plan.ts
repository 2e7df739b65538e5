import type { RedriveEnding } from "../../schemas/redrive.ts";

/** What a step of the machine `redrive` says comes next; the state WhatNow reads it. */
export type RedrivePlan =
  | { readonly next: "check"; readonly sent: number; readonly sentAt: string; readonly waitS: number }
  | { readonly next: "send"; readonly sent: number; readonly round: number }
  | { readonly next: "settle"; readonly sent: number; readonly ending: RedriveEnding };

/** The plan to end a redrive that has sent so many letters back. */
export const settle = (sent: number, result: RedriveEnding["result"], detail = ""): RedrivePlan => ({
  next: "settle",
  sent,
  ending: { result, detail: [...detail].slice(0, 300).join("") },
});
