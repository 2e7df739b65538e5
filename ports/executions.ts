/** Reads how an execution ended. Throws `Transient` when Step Functions is throttled or away, `Rejected` when it does not know the execution. */
export type ReadExecution = (executionArn: string) => Promise<{
  /** The error that it ended with; absent where it has none. */
  readonly error?: string;
}>;
