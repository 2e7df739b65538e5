import type { ContactHappening } from "../../connect/contact-watcher.ts";
import { cell } from "./cell.ts";
import type { BoardRow, ContactBoard } from "./contact-board.ts";

/** Shows how the contacts are getting on. */
export interface Progress {
  /** Something happened to a contact. */
  happen(contactId: string, happening: ContactHappening): void;
  /** What the ledger knows has changed. */
  refresh(): void;
  /** Takes the live picture off the screen. */
  close(): void;
}

/** Where progress is shown. */
export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string): unknown;
}

/** A live picture on a terminal, one line a change anywhere else. */
export function openProgress(board: ContactBoard, screen: Screen, now: () => number): Progress {
  return screen.isTTY ? openPicture(board, screen) : openLines(board, screen, now);
}

function openLines(board: ContactBoard, screen: Screen, now: () => number): Progress {
  const begun = now();
  const shown = new Map<string, { readonly heard: number; readonly decided: string; readonly outcome: string }>();
  const print = (contactId: string, text: string) => {
    const row = board.rows().find((each) => each.contactId === contactId);
    const seconds = ((now() - begun) / 1_000).toFixed(1).padStart(7);
    screen.write(`${seconds} s  ${contactId.slice(0, 8)}  ${cell(row?.name ?? "", 28)}  ${text}\n`);
  };
  return {
    happen(contactId, happening) {
      if (happening.kind === "state") print(contactId, happening.state);
      if (happening.kind === "prompt") print(contactId, `hears: ${happening.text}`);
      if (happening.kind === "problem") print(contactId, `problem: ${happening.text}`);
    },
    refresh() {
      for (const row of board.rows()) {
        const before = shown.get(row.contactId) ?? { heard: 0, decided: "", outcome: "" };
        for (const text of row.heard.slice(before.heard)) print(row.contactId, `heard: ${text}`);
        if (row.decided !== before.decided) print(row.contactId, `decided: ${row.decided}`);
        if (row.outcome !== before.outcome) print(row.contactId, `closed: ${row.outcome}`);
        shown.set(row.contactId, { heard: row.heard.length, decided: row.decided, outcome: row.outcome });
      }
    },
    close() {},
  };
}

const states: readonly BoardRow["state"][] = [
  "ringing",
  "in flow",
  "in queue",
  "with agent",
  "after work",
  "ended",
  "closed",
  "waiting",
];

function openPicture(board: ContactBoard, screen: Screen): Progress {
  let height = 0;
  const draw = () => {
    const problems = board.problems().slice(-3);
    const columns = Math.max(60, screen.columns ?? 100);
    const room = Math.max(5, (screen.rows ?? 30) - 5);
    const rows = [...board.rows()]
      .filter((row) => row.state !== "waiting")
      .sort((one, other) => states.indexOf(one.state) - states.indexOf(other.state))
      .slice(0, room - problems.length);
    const spare = columns - 10 - 20 - 12 - 34 - 8;
    const { expected, live, ended, closed } = board.totals();
    const lines = [
      `${expected} contacts: ${live} live, ${ended} ended, ${closed} closed`,
      ...rows.map((row) =>
        [
          cell(row.contactId.slice(0, 8), 10),
          cell(row.name, 20),
          cell(row.outcome || row.state, 12),
          cell(row.decided, 34),
          spare > 8 ? cell(row.heard.at(-1) ?? "", spare) : "",
        ].join("  "),
      ),
      ...problems.map((problem) => cell(`! ${problem}`, columns - 1).trimEnd()),
    ];
    screen.write(`${height > 0 ? `\x1b[${height}A` : ""}\x1b[J${lines.join("\n")}\n`);
    height = lines.length;
  };
  return {
    happen(_contactId, happening) {
      if (happening.kind !== "flow") draw();
    },
    refresh: draw,
    close: draw,
  };
}
