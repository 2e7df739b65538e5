import type { AggregatedResult } from "@jest/reporters";

/** Ends a run with one plain line, `N passed, N failed, N skipped`, for machines that read no runner's own summary. */
export default class ClosingLine {
  onRunComplete(_contexts: unknown, results: AggregatedResult): void {
    const { numPassedTests, numFailedTests, numFailedTestSuites, numPendingTests } = results;
    const failed = Math.max(numFailedTests, numFailedTestSuites);
    process.stdout.write(`\n${numPassedTests} passed, ${failed} failed, ${numPendingTests} skipped\n`);
  }
}
