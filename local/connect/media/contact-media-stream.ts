import type { LineAudio } from "../line/phone-line.ts";

/** The audio of one contact on its way to Kinesis Video. */
export interface ContactMediaStream {
  readonly streamArn: string;
  /** The number of the first fragment, decimal text. */
  readonly startFragmentNumber: string;
  /** Sends both sides' audio; resolves when there is room for more. */
  send(audio: LineAudio): Promise<void>;
  /** Ends the upload; resolves when everything has been kept. */
  stop(): Promise<void>;
}

/** Where contacts' audio goes. */
export interface MediaStreams {
  /**
   * Begins streaming for a contact, on a stream that no other live contact uses.
   * @param startedAt the contact's own time, epoch milliseconds
   */
  open(contactId: string, startedAt: number): Promise<ContactMediaStream>;
}
