import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { PutDocument } from "../ports/archive.ts";
import { faultOf } from "./aws-faults.ts";

/** Documents as JSON objects in one bucket. */
export function createArchive(client: S3Client, bucket: string): PutDocument {
  return async (key, document) => {
    try {
      const Body = JSON.stringify(document, null, 2);
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentType: "application/json" }));
    } catch (error) {
      throw faultOf(error, `archive ${key}`);
    }
  };
}
