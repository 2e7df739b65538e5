/** An Error named "ModelUnavailable": weights or the native library are not on this machine. The message says the remedy. */
export function modelUnavailable(message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? {} : { cause });
  error.name = "ModelUnavailable";
  return error;
}
