/** A call that is to be made to the caller of an earlier contact. */
export interface CallToMake {
  /** The contact whose caller is called; the number stays with the telephone side. */
  readonly contactId: string;
  /** The same for every repetition of one call: it is made once. */
  readonly token: string;
  readonly queueArn: string;
  readonly flowArn: string;
  readonly ringSeconds: number;
  /** For the flow, and for the screen of the agent who talks. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** The telephone side, as it makes calls. */
export interface Dialler {
  /**
   * Begins a call and gives its contact id; undefined when the telephone side knows no number for the contact.
   * @throws Transient when it is throttled or away, Rejected when it may not call there
   */
  call(call: CallToMake): Promise<string | undefined>;
}
