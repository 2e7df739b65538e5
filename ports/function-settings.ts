/** A function as AWS Lambda has it. */
export interface FunctionSetting {
  readonly memoryMb: number;
  readonly timeoutS: number;
  /** Names the function as it was read. */
  readonly revisionId: string;
  /** What became of its last update. */
  readonly update: "settled" | "in-progress" | "failed";
}

/** Reads and changes functions of this stack. */
export interface FunctionSettings {
  /** Throws `Transient` when Lambda is throttled or away, `Rejected` when there is no such function. */
  readSetting(functionName: string): Promise<FunctionSetting>;
  /**
   * Changes a function's memory if it still is as it was read. Throws `Transient` when somebody else was faster, or an update is under way: read it again.
   */
  setMemory(functionName: string, memoryMb: number, revisionId: string): Promise<void>;
}
