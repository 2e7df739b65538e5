import { describe, expect, it } from "@jest/globals";
import { ContactBoard } from "../../../local/cli/start/contact-board.ts";
import { openProgress } from "../../../local/cli/start/progress.ts";
import { contactTable } from "../../../local/cli/start/results-table.ts";
import { displayWidth } from "../../../local/cli/trace/display-width.ts";

const contactId = "5f0f2a3e-0000-4000-8000-000000000001";

function show(isTTY: boolean) {
  const board = new ContactBoard();
  board.expect(contactId, "택배가 언제 오는지", "ko-KR");
  let text = "";
  const progress = openProgress(board, { isTTY, columns: 120, rows: 30, write: (more) => (text += more) }, () => 0);
  return {
    board,
    tell: (...[happening]: [Parameters<typeof progress.happen>[1]]) => {
      board.happen(contactId, happening);
      progress.happen(contactId, happening);
    },
    progress,
    text: () => text,
  };
}

describe("the progress of a run", () => {
  it("is one line a change where there is no terminal", () => {
    const { tell, text } = show(false);
    tell({ kind: "state", state: "in flow" });
    tell({ kind: "problem", text: "no stream" });
    expect(text().trim().split("\n")).toEqual([
      expect.stringMatching(/5f0f2a3e {2}택배가 언제 오는지 +in flow$/),
      expect.stringMatching(/problem: no stream$/),
    ]);
  });

  it("shows what was heard and decided only as the ledger holds it, and once", () => {
    const { board, progress, text } = show(false);
    board.learn({
      contactId,
      record: { contactId, state: "closed", closing: { outcome: "bot", finalSegments: 1, faults: 0 } },
      segments: [{ participantRole: "CUSTOMER", text: "[PHONE] 으로 바꿔 주세요", endOffsetMs: 1 }],
      decisions: [],
    });
    progress.refresh();
    progress.refresh();
    expect(text().match(/heard: \[PHONE\] 으로 바꿔 주세요/g)).toHaveLength(1);
    expect(text()).toMatch(/closed: bot/);
  });

  it("is a picture that is drawn over itself on a terminal, no wider than the terminal", () => {
    const { tell, text } = show(true);
    tell({ kind: "state", state: "in flow" });
    tell({ kind: "state", state: "in queue" });
    expect(text()).toContain("\x1b[2A\x1b[J1 contacts: 1 live");
    for (const line of text().split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(120);
  });

  it("ends in a table whose columns stand under one another, Hangul or not", () => {
    const { board } = show(false);
    board.expect("a0000000-0000-4000-8000-000000000001", "delivery question", "en-US");
    const lines = contactTable(board.rows()).split("\n");
    const at = (line: string, text: string) => displayWidth(line.slice(0, line.indexOf(text)));
    expect(at(lines[2]!, "ko-KR")).toBe(at(lines[3]!, "en-US"));
  });
});
