import { createHash } from "node:crypto";
import type { z } from "zod";
import type { CreatedResource } from "./intrinsics.ts";
import type { StackServices } from "./stack-services.ts";

/** Something in the template that the local stack does not do. */
export interface Unsupported {
  readonly logicalId: string;
  readonly type: string;
  /** `*` for the whole resource. */
  readonly property: string;
  readonly why: string;
}

/** A resource of Amazon Connect, to be handed to whoever plays Connect. */
export interface ConnectResource {
  readonly logicalId: string;
  readonly type: string;
  readonly arn: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a resource is created in. */
export interface StackContext {
  readonly stackName: string;
  readonly region: string;
  readonly accountId: string;
  /** The gateway's URL. */
  readonly endpointUrl: string;
  readonly services: StackServices;
  /** Unpacks a packaged bundle, named by the last part of its S3 key, and returns the directory. */
  readonly unpackCode: (s3Key: string) => string;
  readonly connect: ConnectResource[];
  report(unsupported: Unsupported): void;
}

/** A resource whose properties are resolved. */
export interface ResourceRequest {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How one type of resource is created. Properties that stand in neither list are reported as unknown. */
export interface ResourceType {
  /** Properties that have their effect. */
  readonly honoured: readonly string[];
  /** Properties that have none here, and why; reported where they are used. */
  readonly withoutEffect?: Readonly<Record<string, string>>;
  create(request: ResourceRequest, context: StackContext): CreatedResource | Promise<CreatedResource>;
}

/** Checks a resource's properties. @throws Error naming the property */
export function parseProperties<T>(schema: z.ZodType<T>, { logicalId, type, properties }: ResourceRequest): T {
  const parsed = schema.safeParse(properties);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `Properties.${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`${logicalId} (${type}): ${problems.join("; ")}`);
}

/** The name of a resource that the template does not name: `<stack>-<logical id>-<12 characters>`, the same in every run. */
export function physicalName(context: StackContext, logicalId: string): string {
  return `${context.stackName}-${logicalId}-${suffixOf(logicalId, 12)}`;
}

/** Hexadecimal characters that belong to a logical id. */
export function suffixOf(logicalId: string, length: number): string {
  return createHash("sha256").update(logicalId).digest("hex").slice(0, length);
}

/** `arn:aws:<service>:<region>:<account>:<rest>`. */
export function arnOf(context: StackContext, service: string, rest: string): string {
  return `arn:aws:${service}:${context.region}:${context.accountId}:${rest}`;
}
