import type { ContactHappening } from "../../connect/contact-watcher.ts";
import type { LedgerContact } from "../ledger-snapshot.ts";

/** One contact as the board shows it. */
export interface BoardRow {
  readonly contactId: string;
  /** The scenario's name of the contact, or the recording's file name. */
  readonly name: string;
  readonly languageCode: string;
  state: "waiting" | "ringing" | "in flow" | "in queue" | "with agent" | "after work" | "ended" | "closed";
  /** The caller's utterances as the ledger holds them: redacted. */
  heard: readonly string[];
  /** The newest decision. */
  decided: string;
  outcome: string;
}

/** Keeps what is known about every contact of this run. Of what callers say it knows only what the ledger holds. */
export class ContactBoard {
  readonly #rows = new Map<string, BoardRow>();
  readonly #problems: string[] = [];

  /** Adds a contact that is going to come. */
  expect(contactId: string, name: string, languageCode: string): void {
    this.#rows.set(contactId, { contactId, name, languageCode, state: "waiting", heard: [], decided: "", outcome: "" });
  }

  /** All contacts, in the order they were expected. */
  rows(): readonly BoardRow[] {
    return [...this.#rows.values()];
  }

  /** The contacts whose story may still grow. */
  liveContacts(): string[] {
    return this.rows()
      .filter((row) => row.state !== "waiting" && row.state !== "closed")
      .map((row) => row.contactId);
  }

  /** What went wrong on the telephone side, oldest first, one line each. */
  problems(): readonly string[] {
    return this.#problems;
  }

  /** Takes in what the simulated Amazon Connect tells. */
  happen(contactId: string, happening: ContactHappening): void {
    if (happening.kind === "problem") this.#problems.push(`${contactId.slice(0, 8)} ${happening.text}`);
    const row = this.#rows.get(contactId);
    if (row && happening.kind === "state" && row.state !== "closed") row.state = happening.state;
  }

  /** Takes in what the ledger holds. */
  learn(contact: LedgerContact): void {
    const row = this.#rows.get(contact.contactId);
    if (!row) return;
    row.heard = contact.segments
      .filter(({ participantRole }) => participantRole === "CUSTOMER")
      .map(({ text }) => text);
    const decision = contact.decisions.findLast(({ action }) => action !== "none");
    if (decision) row.decided = `${decision.intent} ${decision.confidence.toFixed(2)} → ${decision.action}`;
    if (contact.record?.closing) {
      row.outcome = contact.record.closing.outcome;
      row.state = "closed";
    }
  }

  /** How many contacts are in which state. */
  totals(): { readonly expected: number; readonly live: number; readonly ended: number; readonly closed: number } {
    const count = (states: readonly string[]) => this.rows().filter((row) => states.includes(row.state)).length;
    const closed = count(["closed"]);
    const ended = count(["ended"]);
    const waiting = count(["waiting"]);
    return { expected: this.#rows.size, live: this.#rows.size - closed - ended - waiting, ended, closed };
  }
}
