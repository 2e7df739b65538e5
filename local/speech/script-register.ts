/** One utterance of a scripted contact, at its place on the contact's time code. */
export interface ScriptedUtterance {
  readonly contactId: string;
  /** 0: the customer; 1: what the customer hears. */
  readonly channel: number;
  /** First and end position on the contact's time code, in milliseconds; see time-code.ts. */
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** The scripts of generated contacts. The simulated caller writes them, the replay engine reads them. */
export interface ScriptRegister {
  /**
   * Adds an utterance, at the latest when its audio is sent. Utterances of one contact and channel must not overlap.
   * @throws RangeError when the utterance is empty in time or overlaps one that is registered
   */
  register(utterance: ScriptedUtterance): void;
  /** The utterance whose audio holds this position of the time code, if any. */
  at(contactId: string, channel: number, positionMs: number): ScriptedUtterance | undefined;
  /** All utterances of a contact, by channel and then by time. */
  utterances(contactId: string): readonly ScriptedUtterance[];
  /** Drops a contact's script. */
  forget(contactId: string): void;
}

/** Makes an empty register. */
export function createScriptRegister(): ScriptRegister {
  const contacts = new Map<string, Map<number, ScriptedUtterance[]>>();

  const lastStartingBy = (list: readonly ScriptedUtterance[], positionMs: number) =>
    list.findLast((utterance) => utterance.startMs <= positionMs);

  return {
    register(utterance) {
      if (!(utterance.endMs > utterance.startMs)) {
        throw new RangeError(`A scripted utterance must last: startMs ${utterance.startMs}, endMs ${utterance.endMs}.`);
      }
      const channels = contacts.get(utterance.contactId) ?? new Map<number, ScriptedUtterance[]>();
      contacts.set(utterance.contactId, channels);
      const list = channels.get(utterance.channel) ?? [];
      const clash = lastStartingBy(list, utterance.endMs - 1);
      if (clash && clash.endMs > utterance.startMs) {
        throw new RangeError(
          `Scripted utterances of one channel must not overlap: ${utterance.startMs}-${utterance.endMs} ms meets ${clash.startMs}-${clash.endMs} ms.`,
        );
      }
      list.push(utterance);
      list.sort((one, other) => one.startMs - other.startMs);
      channels.set(utterance.channel, list);
    },
    at(contactId, channel, positionMs) {
      const found = lastStartingBy(contacts.get(contactId)?.get(channel) ?? [], positionMs);
      return found && positionMs < found.endMs ? found : undefined;
    },
    utterances(contactId) {
      const channels = [...(contacts.get(contactId) ?? new Map<number, ScriptedUtterance[]>())];
      return channels.sort(([one], [other]) => one - other).flatMap(([, list]) => list);
    },
    forget(contactId) {
      contacts.delete(contactId);
    },
  };
}
