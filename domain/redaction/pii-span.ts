/** What is redacted; a placeholder is the type in square brackets. */
export const piiTypes = [
  "RRN",
  "PHONE",
  "CARD",
  "ACCOUNT",
  "PASSPORT",
  "DRIVER_LICENSE",
  "VEHICLE",
  "EMAIL",
  "ADDRESS",
  "NAME",
  "BIRTHDATE",
] as const;

/** One of {@link piiTypes}. `RRN` stands for any national identity number: resident, alien, and the American social security number. */
export type PiiType = (typeof piiTypes)[number];

/** A stretch of personal data: UTF-16 offsets into the text, `end` exclusive. */
export interface PiiSpan {
  readonly start: number;
  readonly end: number;
  readonly type: PiiType;
}
