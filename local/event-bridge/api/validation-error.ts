import { ServiceError } from "../../gateway/service.ts";

/** The error of a member that breaks a constraint of the API, in the words of AWS's common validation. */
export function constraintError(value: string, member: string, constraint: string): ServiceError {
  return new ServiceError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${constraint}`,
  );
}

/** @throws ServiceError when a text is longer than so many characters */
export function checkLength(value: string, member: string, most: number): void {
  if (value.length > most)
    throw constraintError(value, member, `Member must have length less than or equal to ${most}`);
}
