/**
 * A fault of media: damaged, foreign or oversized input.
 * `name` is one of the two literal fault names that state machines read; it is set from a literal so that minifiers keep it.
 */
export class MediaFault extends Error {
  constructor(name: "ContractViolation" | "Rejected", message: string) {
    super(message);
    this.name = name;
  }
}

/** The media breaks the container format. The message names the byte offset and the element. */
export const damagedMedia = (message: string) => new MediaFault("ContractViolation", message);

/** The media is sound but is not the caller's to read. The message names both contacts. */
export const rejectedMedia = (message: string) => new MediaFault("Rejected", message);
