import { createHash } from "node:crypto";
import { z } from "zod";

/** A message attribute, as SendMessage takes it and ReceiveMessage gives it. Binary values are base64. */
export const MessageAttribute = z.object({
  DataType: z.string().regex(/^(String|Number|Binary)(\..+)?$/),
  StringValue: z.string().optional(),
  BinaryValue: z.base64().optional(),
});
/** See {@link MessageAttribute}. */
export type MessageAttribute = z.infer<typeof MessageAttribute>;

/** Attributes by name. */
export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/**
 * The digest that SQS answers with for a message's attributes; `undefined` where there are none.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const entries = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return undefined;
  const digest = createHash("md5");
  for (const [name, { DataType, StringValue, BinaryValue }] of entries) {
    const isBinary = DataType.startsWith("Binary");
    digest.update(withLength(Buffer.from(name)));
    digest.update(withLength(Buffer.from(DataType)));
    digest.update(Buffer.of(isBinary ? 2 : 1));
    digest.update(withLength(isBinary ? Buffer.from(BinaryValue ?? "", "base64") : Buffer.from(StringValue ?? "")));
  }
  return digest.digest("hex");
}

function withLength(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Bytes of a message as MaximumMessageSize counts them: body, and each attribute's name, type and value. */
export function messageBytes(body: string, attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { DataType, StringValue, BinaryValue }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(DataType) +
      Buffer.byteLength(StringValue ?? "") +
      Buffer.byteLength(BinaryValue ?? "", "base64"),
    Buffer.byteLength(body),
  );
}
