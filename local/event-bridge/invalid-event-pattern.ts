/** A pattern that EventBridge would refuse with `InvalidEventPatternException`; the message is AWS's, without the position in the source. */
export class InvalidEventPattern extends Error {
  /** @param reason what is wrong, in AWS's words where they are known */
  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = "InvalidEventPattern";
  }
}
