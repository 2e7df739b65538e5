/** Something to show about a contact while it lasts. Never holds what the caller said. */
export type ContactHappening =
  | {
      readonly kind: "state";
      readonly state: "ringing" | "in flow" | "in queue" | "with agent" | "after work" | "ended";
    }
  | { readonly kind: "prompt"; readonly text: string }
  | { readonly kind: "flow"; readonly action: string; readonly text: string }
  /** Something went wrong on the way; the contact goes on as well as it can. */
  | { readonly kind: "problem"; readonly text: string };

/** Watches contacts. */
export type ContactWatcher = (contactId: string, happening: ContactHappening) => void;
