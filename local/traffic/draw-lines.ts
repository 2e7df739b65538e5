import type { Chance } from "../connect/chance.ts";
import { speechLength } from "../speech/speech-length.ts";
import type { DaySpec } from "./day-spec.ts";
import type { DayWords, Score } from "./day-words.ts";
import { createDeck, type Deck } from "./deck.ts";

/** Something between two numbers, in tenths. */
export function drawTenths({ least, most }: { readonly least: number; readonly most: number }, chance: Chance): number {
  return chance.between(Math.round(least * 10), Math.round(most * 10)) / 10;
}

/** A matter that is asked about. */
export interface Asked {
  readonly matter: string;
  readonly title: string;
  readonly text: string;
}

/** A line of a talk. */
export interface TalkLine {
  readonly by: "agent" | "caller";
  readonly text: string;
}

type SingleLines = { [Name in keyof DayWords]: DayWords[Name] extends string[] ? Name : never }[keyof DayWords];

/** Draws what people of one language say. Lines come round only when all of their kind have been said. */
export interface LineDrawer {
  /** A line of its own. */
  line(kind: SingleLines): string;
  /** A question to the bot; of a certain matter when that is named. */
  ask(matter?: string): Asked;
  /** Questions about different matters, the first with a run-up, until so much has been said. */
  questions(saidS: number): readonly Asked[];
  /** How a score is said. */
  score(score: Score): string;
  /** A talk with an agent that takes about so long to say. */
  talk(lastsS: number): readonly TalkLine[];
}

/** The most questions that one caller has. */
const mostQuestions = 5;

/** Makes a drawer. */
export function createLineDrawer(words: DayWords, language: keyof DaySpec["words"], chance: Chance): LineDrawer {
  const decks = new Map<string, Deck<string>>();
  const lineOf = (name: string, lines: readonly string[]) => {
    const deck = decks.get(name) ?? createDeck(lines, chance.fork(name));
    decks.set(name, deck);
    return deck.deal();
  };
  const line = (kind: SingleLines) => lineOf(kind, words[kind]);
  const matters = Object.entries(words.matters);
  const matterDeck = createDeck(matters, chance.fork("matters"));
  const { openings, exchanges, closings } = words.talk;
  const openingDeck = createDeck(openings, chance.fork("openings"));
  const exchangeDeck = createDeck(exchanges, chance.fork("exchanges"));
  const closingDeck = createDeck(closings, chance.fork("closings"));
  const secondsOf = (text: string) => speechLength(text, language).durationMs / 1_000;

  const ask = (wanted?: string): Asked => {
    const [matter, { title, stories, asks }] = matters.find(([name]) => name === wanted) ?? matterDeck.deal();
    return { matter, title, text: `${lineOf(`${matter}/story`, stories)} ${lineOf(`${matter}/ask`, asks)}` };
  };
  return {
    line,
    ask,
    score: (score) => lineOf(`score ${score}`, words.scores[score]),
    questions(saidS) {
      const first = ask();
      const asked: Asked[] = [{ ...first, text: `${line("runUps")} ${first.text}` }];
      const said = () => asked.reduce((sum, { text }) => sum + secondsOf(text), 0);
      while (asked.length < mostQuestions && said() < saidS) {
        const next = ask();
        // Two questions about one matter would be heard as one.
        if (asked.every(({ matter }) => matter !== next.matter))
          asked.push({ ...next, text: `${line("links")} ${next.text}` });
      }
      return asked;
    },
    talk(lastsS) {
      const opening = openingDeck.deal();
      const closing = closingDeck.deal();
      const talk = [opening];
      const lasts = (each: typeof opening) => secondsOf(each.agent) + secondsOf(each.caller);
      let left = lastsS - lasts(opening) - lasts(closing);
      while (left > 0) {
        const next = exchangeDeck.deal();
        talk.push(next);
        left -= lasts(next);
      }
      return [...talk, closing].flatMap(({ agent, caller }): TalkLine[] => [
        { by: "agent", text: agent },
        { by: "caller", text: caller },
      ]);
    },
  };
}
