/** `ISS-001` for 1, `ISS-1000` for 1000. */
export function issueNumber(ordinal: number): string {
  return `ISS-${String(ordinal).padStart(3, "0")}`;
}

/** The ordinal of an issue number; throws RangeError on anything else. */
export function issueOrdinal(issueId: string): number {
  const match = /^ISS-(\d{3,})$/.exec(issueId);
  if (!match) throw new RangeError(`"${issueId}" is not an issue number; expected ISS-001, ISS-002, …`);
  return Number(match[1]);
}
