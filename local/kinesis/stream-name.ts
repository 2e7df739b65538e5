import { z } from "zod";
import { ServiceError } from "../gateway/service.ts";
import type { Stream } from "./stream.ts";
import type { StreamRegistry } from "./stream-registry.ts";

/** How every operation names its stream. */
export const StreamName = { StreamName: z.string().nullish(), StreamARN: z.string().nullish() };

/** Finds the stream that an input names. @throws ServiceError when it names none, or none that exists */
export function streamOf(
  streams: StreamRegistry,
  input: { readonly StreamName?: string | null | undefined; readonly StreamARN?: string | null | undefined },
): Stream {
  const name = input.StreamARN ?? input.StreamName;
  if (!name) throw new ServiceError("InvalidArgumentException", "Either StreamName or StreamARN must be given.");
  return streams.find(name);
}
