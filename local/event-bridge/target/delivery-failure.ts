import { ServiceError } from "../../gateway/service.ts";

/** Why an attempt to reach a target failed. */
export interface DeliveryFailure {
  /** `ERROR_CODE` of a dead letter. */
  readonly code: string;
  readonly message: string;
  /** Whether another attempt may succeed. */
  readonly isRetried: boolean;
}

/** Errors that say that nothing is there, whatever service says it. */
const noResource = /NotFound|DoesNotExist|NonExistent|StreamArnInvalid|StateMachineDoesNotExist/;
const noPermission = /AccessDenied|Unauthorized|NotAuthorized|Forbidden|AuthorizationError/;
const throttling = /Throttl|TooManyRequests|ThroughputExceeded|LimitExceeded|RequestLimit/;

/**
 * Judges an error as EventBridge does: throttling, faults of the service (5xx) and failing connections pass, everything that the target's
 * service answers to be the caller's fault does not and goes to the dead-letter queue at once.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html and
 * https://repost.aws/knowledge-center/eventbridge-resolve-failedinvocation-errors
 */
export function deliveryFailure(error: unknown): DeliveryFailure {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof ServiceError)) return { code: "SDK_CLIENT_ERROR", message, isRetried: true };
  const { name, statusCode } = error;
  if (throttling.test(name) || statusCode === 429) return { code: "THROTTLING", message, isRetried: true };
  if (noResource.test(name)) return { code: "NO_RESOURCE", message, isRetried: false };
  if (noPermission.test(name)) return { code: "NO_PERMISSIONS", message, isRetried: false };
  if (statusCode < 500) return { code: "INVALID_PARAMETER", message, isRetried: false };
  return { code: "ERROR_FROM_TARGET", message, isRetried: true };
}
