import { z } from "zod";
import { ServiceError } from "../gateway/service.ts";
import type { FragmentLog } from "./fragment-log.ts";

const fragmentNumber = z.string().regex(/^[0-9]{1,128}$/, "must be a decimal fragment number");

/**
 * Where GetMedia begins
 * (https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_dataplane_StartSelector.html). Times are seconds since the epoch.
 */
export const startSelectorSchema = z.discriminatedUnion("StartSelectorType", [
  z.object({ StartSelectorType: z.literal("NOW") }),
  z.object({ StartSelectorType: z.literal("EARLIEST") }),
  z.object({ StartSelectorType: z.literal("FRAGMENT_NUMBER"), AfterFragmentNumber: fragmentNumber }),
  z.object({ StartSelectorType: z.literal("CONTINUATION_TOKEN"), ContinuationToken: fragmentNumber }),
  z.object({ StartSelectorType: z.literal("PRODUCER_TIMESTAMP"), StartTimestamp: z.number() }),
  z.object({ StartSelectorType: z.literal("SERVER_TIMESTAMP"), StartTimestamp: z.number() }),
]);

/** A checked StartSelector. */
export type StartSelector = z.infer<typeof startSelectorSchema>;

/**
 * Finds the position of the first fragment that GetMedia sends.
 * - NOW: the newest; EARLIEST: the oldest that is kept
 * - FRAGMENT_NUMBER and CONTINUATION_TOKEN: the one behind the named one; undefined where that one is not kept
 * - PRODUCER_TIMESTAMP: the first that begins then or ends later; SERVER_TIMESTAMP: the last that had come by then
 */
export function findStart(log: FragmentLog, selector: StartSelector): number | undefined {
  switch (selector.StartSelectorType) {
    case "NOW":
      return Math.max(log.first, log.next - 1);
    case "EARLIEST":
      return log.first;
    case "FRAGMENT_NUMBER":
      return positionAfter(log, selector.AfterFragmentNumber);
    case "CONTINUATION_TOKEN":
      return positionAfter(log, selector.ContinuationToken);
    case "PRODUCER_TIMESTAMP": {
      const timeMs = selector.StartTimestamp * 1000;
      return log.find(
        ({ producerTimestampMs: beginsMs, durationMs }) => beginsMs >= timeMs || beginsMs + durationMs > timeMs,
      );
    }
    case "SERVER_TIMESTAMP": {
      const timeMs = selector.StartTimestamp * 1000;
      return Math.max(log.first, log.find((fragment) => fragment.serverTimestampMs > timeMs) - 1);
    }
    default:
      throw new ServiceError("InvalidArgumentException", "This StartSelectorType is not known.");
  }
}

function positionAfter(log: FragmentLog, number: string): number | undefined {
  const position = log.positionOf(number);
  return position === undefined ? undefined : position + 1;
}
