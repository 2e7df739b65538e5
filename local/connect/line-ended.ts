import type { DisconnectReason } from "./contact.ts";

/** The line is dead: why the call ended. */
export class LineEnded extends Error {
  readonly reason: DisconnectReason;

  constructor(reason: DisconnectReason) {
    super(`The call has ended: ${reason}.`);
    this.name = "LineEnded";
    this.reason = reason;
  }
}
