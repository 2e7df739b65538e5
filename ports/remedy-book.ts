import type { Permission } from "../domain/remedy/remedy-desk.ts";
import type { Remedy, RemedyAction, RemedySwitch } from "../schemas/remedy.ts";

/**
 * The book of remedies: the switch, the permissions, what each remedy came to, and the audit log. Every change is one conditional write that may be
 * repeated without harm. Throws `Transient` when the store is throttled or away.
 */
export interface RemedyBook {
  /** Asks for the one raise that a remedy may make; who asks again after a grant is granted again. */
  askPermission(treatment: { readonly functionName: string; readonly remedyId: string }): Promise<Permission>;
  /** Says that a function's treatment is over. */
  endTreatment(remedyId: string): Promise<void>;
  /** On, unless somebody has stopped remedies. Read right before each action. */
  readSwitch(): Promise<RemedySwitch>;
  turnSwitch(turned: RemedySwitch): Promise<RemedySwitch>;
  /** Enters a remedy that begins; one that is entered already is returned as it is now. */
  begin(remedy: Remedy): Promise<Remedy>;
  /** Changes a remedy by a pure function and returns it with what it was before. Throws `Rejected` for one that is not in the book. */
  change(
    remedyId: string,
    edit: (remedy: Remedy) => Remedy,
  ): Promise<{ readonly before: Remedy; readonly after: Remedy }>;
  /** Throws `Rejected` for one that is not in the book. */
  read(remedyId: string): Promise<Remedy>;
  /** All remedies, the newest first. */
  list(): Promise<readonly Remedy[]>;
  /** Adds an entry to the audit log; false when the log has that entry already. Entries are never changed. */
  note(action: RemedyAction): Promise<boolean>;
  /** The whole audit log, the newest first. */
  listActions(): Promise<readonly RemedyAction[]>;
}
