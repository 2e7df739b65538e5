import { describe, expect, it } from "@jest/globals";
import { createProbabilityReader } from "../../../../domain/redaction/learned/tag-probabilities.ts";
import { mayFollow } from "../../../../domain/redaction/learned/tag-sequence.ts";

const tagCount = 5;
const unit = 0.5;
const weights = [0, 4, -1, 2, 0, 1, 0, 3, -2, 1, -1, 2, 2, 0, 4];
const transitions = Array.from({ length: tagCount * tagCount }, (_, place) => ((place * 7) % 11) / 5 - 1);
const read = createProbabilityReader({ tagCount, weights, transitions, unit });

/** Every row of tags that a text of so many tokens may have. */
function everyRow(length: number): number[][] {
  if (length === 0) return [[]];
  const tags = Array.from({ length: tagCount }, (_, tag) => tag);
  return everyRow(length - 1).flatMap((row) =>
    tags.filter((tag) => mayFollow(row.at(-1) ?? 0, tag)).map((tag) => [...row, tag]),
  );
}

function scoreOf(rows: readonly number[][], tags: readonly number[]): number {
  return tags.reduce((sum, tag, at) => {
    const emission = (rows[at] ?? []).reduce((said, feature) => said + (weights[feature * tagCount + tag] ?? 0), 0);
    return sum + unit * emission + (at === 0 ? 0 : (transitions[(tags[at - 1] ?? 0) * tagCount + tag] ?? 0));
  }, 0);
}

/** By adding up every possibility, as no longer text allows. */
function shareOf(rows: readonly number[][], holds: (tags: readonly number[]) => boolean): number {
  const weigh = (tags: number[]) => Math.exp(scoreOf(rows, tags));
  const all = everyRow(rows.length);
  const sum = (of: number[][]) => of.reduce((total, tags) => total + weigh(tags), 0);
  return sum(all.filter(holds)) / sum(all);
}

describe("the probabilities of tags", () => {
  const rows = [[0], [1, 2], [], [2], [0, 1]];
  const probabilities = read(rows);

  it("are the shares of all rows of tags in which a token has the tag", () => {
    rows.forEach((_, at) => {
      for (let tag = 0; tag < tagCount; tag += 1)
        expect(probabilities.of(at, tag)).toBeCloseTo(
          shareOf(rows, (tags) => tags[at] === tag),
          10,
        );
    });
  });
  it("are those in which two tokens have two tags", () => {
    for (let at = 1; at < rows.length; at += 1) {
      for (let before = 0; before < tagCount; before += 1) {
        for (let tag = 0; tag < tagCount; tag += 1)
          expect(probabilities.ofPair(at, before, tag)).toBeCloseTo(
            shareOf(rows, (tags) => tags[at - 1] === before && tags[at] === tag),
            10,
          );
      }
    }
  });
  it("are equal for all rows of tags where no feature is known", () => {
    const unknown = createProbabilityReader({ tagCount, weights, transitions: Array(tagCount ** 2).fill(0), unit });
    for (const tag of [0, 1, 3]) expect(unknown([[]]).of(0, tag)).toBeCloseTo(1 / 3, 10);
  });
  it("are numbers however long the text is and however much speaks for a tag", () => {
    const long = read(Array.from({ length: 5_000 }, () => Array.from({ length: 300 }, () => 0)));
    expect(long.of(4_999, 1)).toBeGreaterThan(0.5);
    expect(long.of(2_500, 1) + long.of(2_500, 0)).toBeCloseTo(1, 6);
  });
});
