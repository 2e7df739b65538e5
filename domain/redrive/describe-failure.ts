/** The faults of ours, whose messages name fields and never values. */
const faultNames = new Set(["Transient", "NotReady", "Rejected", "ContractViolation"]);

/** An error's name, and its message where that may be shown: the message of an error that is not ours may quote the input, and so what was said. */
export function describeFailure(error: string, message = ""): { readonly error: string; readonly reason: string } {
  if (faultNames.has(error) && message !== "") return { error, reason: message };
  return { error, reason: "the log group of the function tells more" };
}
