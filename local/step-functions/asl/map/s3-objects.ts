import { gunzipSync } from "node:zlib";
import { z } from "zod";
import type { Thread } from "../../execution/thread.ts";
import { DefinitionError } from "../definition-error.ts";

const listSchema = z.looseObject({
  Contents: z
    .array(
      z.looseObject({
        Key: z.string(),
        ETag: z.string().optional(),
        LastModified: z.union([z.number(), z.string(), z.date()]).optional(),
        Size: z.number().optional(),
        StorageClass: z.string().optional(),
      }),
    )
    .default([]),
  NextContinuationToken: z.string().optional(),
});

/** Arguments of an S3 call, e.g. `Bucket` and `Key`. */
export type S3Arguments = Readonly<Record<string, unknown>>;

/** One object of a listing, as a Map state's iteration sees it. */
export interface ListedObject {
  readonly Etag: string | undefined;
  readonly Key: string;
  /** Seconds since the epoch. */
  readonly LastModified: number | undefined;
  readonly Size: number | undefined;
  readonly StorageClass: string | undefined;
}

/**
 * Calls S3 by the integration that the stack has for it.
 * @param action e.g. `getObject`
 * @throws DefinitionError when the stack has none; what the integration throws
 */
export function callS3(thread: Thread, action: string, input: S3Arguments): Promise<unknown> {
  const { integrations } = thread.run.services;
  const integration =
    integrations.get(`arn:aws:states:::s3:${action}`) ?? integrations.get(`arn:aws:states:::aws-sdk:s3:${action}`);
  if (!integration) throw new DefinitionError(`The local stack has no integration 'arn:aws:states:::s3:${action}'.`);
  return integration(input, thread.signal);
}

/** The text of an S3 object; one that is compressed with GZIP is unpacked. */
export async function readObject(thread: Thread, input: S3Arguments): Promise<string> {
  const answer = await thread.outside(callS3(thread, "getObject", input));
  const body = typeof answer === "object" && answer !== null && "Body" in answer ? answer.Body : undefined;
  if (typeof body === "string") return body;
  const bytes = await thread.outside(bytesOf(body));
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return Buffer.from(isGzip ? gunzipSync(bytes) : bytes).toString("utf8");
}

/** The objects of a bucket below a prefix, page after page, at most so many. */
export async function listObjects(thread: Thread, input: S3Arguments, most: number): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  let token: string | undefined;
  do {
    const page = { ...input, ...(token !== undefined && { ContinuationToken: token }) };
    const answer = listSchema.parse(await thread.outside(callS3(thread, "listObjectsV2", page)));
    for (const { ETag, Key, LastModified, Size, StorageClass } of answer.Contents)
      found.push({ Etag: ETag, Key, LastModified: epochSeconds(LastModified), Size, StorageClass });
    token = answer.NextContinuationToken;
  } while (token !== undefined && found.length < most);
  return found.slice(0, most);
}

/** A body as the AWS SDK gives it: bytes, or a stream that can be read into bytes. */
async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  if (typeof body === "object" && body !== null && "transformToByteArray" in body) {
    const { transformToByteArray } = body;
    const bytes: unknown =
      typeof transformToByteArray === "function" ? await transformToByteArray.call(body) : undefined;
    if (bytes instanceof Uint8Array) return bytes;
  }
  throw new TypeError("S3's answer to getObject has a Body that is neither text nor bytes.");
}

function epochSeconds(time: string | number | Date | undefined): number | undefined {
  if (time === undefined || typeof time === "number") return time;
  return Math.floor(new Date(time).getTime() / 1000);
}
