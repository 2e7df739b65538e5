import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { accuracyOverTime, confusionsOf } from "../../../domain/learning/accuracy-over-time.ts";
import { parseCorrectionCommand } from "../../../local/cli/corrections/correction-command.ts";
import { readCorrections } from "../../../local/cli/corrections/read-corrections.ts";
import { renderAccuracy } from "../../../local/cli/corrections/render-accuracy.ts";
import { renderCorrections } from "../../../local/cli/corrections/render-corrections.ts";
import { createPaint } from "../../../local/cli/trace/paint.ts";
import { considerCorrections } from "../../../local/cli/train/consider-corrections.ts";
import { asksForCorrections } from "../../../local/cli/train/corrections-options.ts";
import { correction } from "../../support/builders.ts";

const plain = createPaint(false);

describe("the command line of npm run corrections", () => {
  it.each([
    [[], { name: "list" }],
    [["utterances", "a-contact"], { name: "utterances", contactId: "a-contact" }],
    [["confirm", "a-contact", "6200", "--by", "kim"], { name: "confirm", beginOffsetMs: "6200" }],
    [
      ["correct", "a-contact", "6200", "--intent", "refund", "--by", "kim"],
      { name: "correct", values: { intent: "refund" } },
    ],
    [["report", "--per", "day", "--since", "2026-03-02"], { name: "report" }],
    [["export", "--out", "a.tsv"], { name: "export" }],
    [["--help"], { name: "help" }],
  ])("understands %j", (args, command) => {
    expect(parseCorrectionCommand(args)).toMatchObject(command);
  });
  it.each([
    [["delete"], '"delete" is no command; there are utterances, confirm'],
    [["confirm", "a-contact"], '"confirm" takes CONTACT and OFFSET.'],
    [["confirm", "a-contact", "second", "--by", "kim"], '"second" is no offset'],
    [["correct", "a-contact", "1", "--by", "kim"], '"correct" needs --intent.'],
    [["report", "--per", "month"], "--per is day or week"],
    [["list", "--out", "file"], '"list" does not take --out.'],
  ])("says what is wrong with %j", (args, message) => {
    expect(() => parseCorrectionCommand(args)).toThrow(message);
  });
});

describe("reading corrections", () => {
  it("asks for each UTC day that the days touch, every page, and leaves out what lies beside them", async () => {
    const asked: string[] = [];
    const call = async (_: string, path: string) => {
      asked.push(path);
      const isFirst = path === "/corrections?day=2026-03-01";
      const judged = (at: string) => correction({ judgement: { intent: "refund", by: "kim", at } });
      if (isFirst) return { status: 200, body: { corrections: [judged("2026-03-01T14:59:59.000Z")], next: "a#b" } };
      const at = path.includes("after") ? "2026-03-01T15:00:00.000Z" : "2026-03-02T14:00:00.000Z";
      return { status: 200, body: { corrections: [judged(at)] } };
    };
    const from = Date.parse("2026-03-02T00:00:00+09:00");
    const found = await readCorrections(call, { from, to: from + 86_400_000 });
    expect(found.map(({ first }) => first.at)).toEqual(["2026-03-01T15:00:00.000Z", "2026-03-02T14:00:00.000Z"]);
    expect(asked).toEqual([
      "/corrections?day=2026-03-01",
      "/corrections?day=2026-03-01&after=a%23b",
      "/corrections?day=2026-03-02",
    ]);
  });
  it("tells a refusal in the API's own words", async () => {
    const call = async () => ({ status: 503, body: { message: "could not read the ledger" } });
    await expect(readCorrections(call, { from: 0, to: 1 })).rejects.toThrow("could not read the ledger");
  });
});

describe("what npm run corrections prints", () => {
  const judged = (day: string, right: number, wrong: number) =>
    Array.from({ length: right + wrong }, (_, at) =>
      correction({ judgement: { intent: at < right ? "refund" : "exchange", by: "kim", at: `${day}T03:00:00.000Z` } }),
    );
  it("draws the accuracy against 87.3 % and 90 %", () => {
    const all = [...judged("2026-03-02", 70, 30), ...judged("2026-03-09", 177, 23), ...judged("2026-03-16", 588, 12)];
    const periods = accuracyOverTime(all, { length: "week", utcOffsetHours: 9 });
    expect(renderAccuracy(periods, confusionsOf(all), plain)).toEqual([
      "from        judged   right  accuracy   95 % interval      60.0 %                  87.3 90",
      "2026-03-02     100      70  70.0 %     60.4 % – 78.1 %    ──────────●────────        ¦  ¦  below 87.3 %",
      "2026-03-09     200     177  88.5 %     83.3 % – 92.2 %                           ────¦─●¦──",
      "2026-03-16     600     588  98.0 %     96.5 % – 98.9 %                               ¦  ¦      ─●─  at 90 %",
      "",
      "900 judged, 835 right: 92.8 %. Agents choose what they judge, and rather what is wrong: this is no random sample.",
      "",
      "taken for  →  was, by agents",
      "   65  refund → exchange",
    ]);
    expect(renderAccuracy([], [], plain)).toEqual(["Nobody has judged an intent in these days."]);
  });
  it("lists judgements with the words, cut to the terminal", () => {
    const [, wrong = ""] = renderCorrections(judged("2026-03-02", 0, 1), plain, 60);
    expect(wrong).toBe("2026-03-02 03:00Z  ko-KR  refund → exchange  kim  환불해 주세요");
  });
});

describe("npm run train -- --with corrections", () => {
  let directory: string;
  let printed: string[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "corrections-"));
    printed = [];
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  const consider = (corrections: string, ...args: readonly string[]) => {
    const file = join(directory, "exported.tsv");
    writeFileSync(file, corrections);
    return considerCorrections({
      args: ["--with", "corrections", "--corrections", file, ...args],
      labels: ["refund", "exchange"],
      texts: [{ label: "refund", text: "돌려줘" }],
      validations: {
        validation: [
          { label: "exchange", text: "꼭 바꿔줘" },
          { label: "refund", text: "꼭 돌려줘" },
        ],
      },
      train: (texts) => (text) => texts.findLast((one) => text.endsWith(one.text))?.label ?? "refund",
      adoptedFile: (language) => join(directory, `corrections.${language}.tsv`),
      print: (line) => void printed.push(line),
    });
  };

  it("is asked for by name", () => {
    expect(asksForCorrections(["--with", "corrections"])).toBe(true);
    expect(asksForCorrections(["--force", "--misses"])).toBe(false);
    expect(() => asksForCorrections(["--with", "correction"])).toThrow("takes --with corrections");
    expect(() => asksForCorrections(["--with"])).toThrow("takes --with corrections");
    expect(() => asksForCorrections(["--adopt"])).toThrow("only behind it");
  });
  it("shows the gain and changes nothing", async () => {
    expect(await consider("exchange\t바꿔줘\n")).toBe(false);
    expect(printed.join("\n")).toContain("validation      2   50.0 %  100.0 %   +50.0       1       0");
    expect(printed.at(-1)).toContain("Nothing was changed.");
    expect(() => readFileSync(join(directory, "corrections.ko.tsv"))).toThrow();
  });
  it("adopts the new texts by language when told to", async () => {
    expect(await consider("exchange\t바꿔줘\nexchange\tswap it please\nrefund\t돌려줘\n", "--adopt")).toBe(true);
    expect(readFileSync(join(directory, "corrections.ko.tsv"), "utf8")).toBe("exchange\t바꿔줘\n");
    expect(readFileSync(join(directory, "corrections.en.tsv"), "utf8")).toBe("exchange\tswap it please\n");
  });
  it("redacts what a file holds before it becomes training text", async () => {
    expect(await consider("exchange\t공일공 일이삼사 오육칠팔로 전화 주세요\n", "--adopt")).toBe(true);
    expect(readFileSync(join(directory, "corrections.ko.tsv"), "utf8")).toBe("exchange\t[PHONE]로 전화 주세요\n");
  });
  it("refuses to adopt what breaks more than it mends", async () => {
    await expect(consider("exchange\t꼭 돌려줘요\nexchange\t려줘\n", "--adopt")).rejects.toThrow("Not adopted");
    expect(() => readFileSync(join(directory, "corrections.ko.tsv"))).toThrow();
  });
});
