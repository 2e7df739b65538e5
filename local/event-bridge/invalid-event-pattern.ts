/** A pattern that EventBridge would refuse with `InvalidEventPatternException`. */
export class InvalidEventPattern extends Error {
  /** What is wrong and, where AWS tells it, at which place of the pattern; in AWS's words where they are known. */
  readonly reason: string;

  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = "InvalidEventPattern";
    this.reason = reason;
  }
}
