import { type Chance, createChance } from "../connect/chance.ts";
import { apportion } from "./apportion.ts";
import { isCalledBack, mayAnswerSurvey, meetsAgent, type RoleName, roleNames } from "./day-role.ts";
import { type DaySpec, instantOn } from "./day-spec.ts";
import { shuffled } from "./deck.ts";
import { drawArrivals } from "./draw-arrivals.ts";
import { drawContact, type Part } from "./draw-contact.ts";
import { createLineDrawer } from "./draw-lines.ts";
import { drawScores } from "./draw-scores.ts";
import type { Scenario, ScenarioContact } from "./scenario.ts";

/** Settled for every caller before the parts that hang on others. */
interface Seat {
  readonly role: RoleName;
  readonly language: Part["language"];
  readonly arrivesAtS: number;
}

/**
 * Draws a day as a scenario: who calls when, what about, in which words, for how long, and what they think of it. The same day and seed give the same scenario. Shares are kept
 * exactly, as far as whole callers allow; which caller has which part is chance.
 * @param contacts how many contacts the day has, ours to those who were promised a callback included; as many as the day says unless told
 */
export function drawDay(spec: DaySpec, seed: string, contacts: number = spec.contacts): Scenario {
  const chance = createChance(`day/${spec.name}/${seed}`);
  const seats = drawSeats(spec, contacts, chance);
  const surveys = drawSurveys(spec, seats, contacts, chance.fork("survey"));
  const busy = drawBusy(spec, seats, chance.fork("busy"));
  const lines = {
    "ko-KR": createLineDrawer(spec.words["ko-KR"], "ko-KR", chance.fork("ko-KR")),
    "en-US": createLineDrawer(spec.words["en-US"], "en-US", chance.fork("en-US")),
  };
  const drawn: ScenarioContact[] = [];
  /** Those who may call again: who asked the bot about something, at which seat. */
  const earlier: { readonly seat: Seat; readonly index: number; readonly matter: string }[] = [];
  const again = chance.fork("again");
  for (const [index, seat] of seats.entries()) {
    const before =
      seat.role === "calls-again" ? takeEarlier(earlier, seat, spec.callsAgainAfterMin * 60, again) : undefined;
    const survey = surveys.get(index);
    const part: Part = {
      ...seat,
      // Nobody has called before who could call again: then it is somebody who wants an agent.
      ...(seat.role === "calls-again" && !before && { role: "agent-request" }),
      ...(before && { caller: `caller ${before.index}`, matter: before.matter }),
      ...(survey && { survey }),
      ...(busy.has(index) && { isBusyAtFirst: true }),
    };
    const { contact, matter } = drawContact(spec, part, lines[seat.language], chance.fork(`contact/${index}`));
    drawn.push({ ...contact, caller: contact.caller ?? `caller ${index}` });
    if (seat.role === "questions" && matter !== undefined) earlier.push({ seat, index, matter });
  }
  const talkOf = (language: Part["language"]) => [...lines[language].talk(0)];
  return {
    name: spec.name,
    usualTalk: { "ko-KR": talkOf("ko-KR"), "en-US": talkOf("en-US") },
    contacts: drawn,
  };
}

/** Who calls when, in the order of their calls. */
function drawSeats(spec: DaySpec, contacts: number, chance: Chance): Seat[] {
  const roles = shuffled(drawRoles(spec, contacts), chance.fork("roles"));
  const arrivals = drawArrivals(spec, roles.length, chance.fork("arrivals"));
  const english = Math.round(spec.englishShare * roles.length);
  const languages = shuffled(
    roles.map((_, index): Part["language"] => (index < english ? "en-US" : "ko-KR")),
    chance.fork("languages"),
  );
  const untilS = (instantOn(spec, spec.callbacksUntil) - instantOn(spec, spec.opens)) / 1_000;
  const isLate = (index: number) => (arrivals[index] ?? 0) > untilS;
  const placed = [...roles];
  const changes = shuffled(
    [...roles.keys()].filter((index) => roles[index] === "questions" && !isLate(index)),
    chance.fork("places"),
  );
  // Who is to be called back today calls early enough for that.
  for (const [index, role] of roles.entries()) {
    if (!isCalledBack(role) || !isLate(index)) continue;
    const other = changes.shift();
    if (other === undefined) break;
    placed[index] = "questions";
    placed[other] = role;
  }
  return placed.map((role, index) => ({
    role,
    language: languages[index] ?? "ko-KR",
    arrivesAtS: arrivals[index] ?? 0,
  }));
}

/** The callers' roles. Whoever is called back makes two contacts. */
function drawRoles(spec: DaySpec, contacts: number): RoleName[] {
  const weights = roleNames.map((role) => [role, spec.cast[role] ?? 0] as const);
  const parts = apportion(contacts, weights);
  const callers = new Map(
    [...parts].map(([role, count]) => [role, isCalledBack(role) ? Math.round(count / 2) : count] as const),
  );
  const made = [...callers].reduce((sum, [role, count]) => sum + (isCalledBack(role) ? 2 * count : count), 0);
  // There is no half of a callback: who asks questions makes it up.
  callers.set("questions", Math.max(0, (callers.get("questions") ?? 0) + contacts - made));
  return [...callers].flatMap(([role, count]) => Array<RoleName>(count).fill(role));
}

/** Who answers the survey, and how; by seat. */
function drawSurveys(spec: DaySpec, seats: readonly Seat[], contacts: number, chance: Chance) {
  const mayAnswer = shuffled(
    [...seats.entries()].filter(([, { role }]) => mayAnswerSurvey(role)),
    chance,
  );
  const answering = mayAnswer.slice(0, Math.round(spec.survey.responseShare * contacts));
  const callers = answering.map(([, { role }]) => {
    // Asked in our call, in which there is no bot, and nobody who would hear words.
    const inOurCall = isCalledBack(role);
    return { metBot: !inOurCall, metAgent: inOurCall || meetsAgent(role) };
  });
  const answers = drawScores(spec.survey.scores, callers, chance.fork("scores"));
  const heard = answering.flatMap(([index, { role }]) => (isCalledBack(role) ? [] : [index]));
  const speaking = new Set(heard.slice(0, Math.round(spec.survey.spokenShare * answering.length)));
  return new Map(
    answering.map(
      ([index], place) => [index, { scores: answers[place] ?? [], isSpoken: speaking.has(index) }] as const,
    ),
  );
}

/** Whose line is busy when they are first called back; by seat. */
function drawBusy(spec: DaySpec, seats: readonly Seat[], chance: Chance): ReadonlySet<number> {
  const called = shuffled(
    [...seats.entries()].filter(([, { role }]) => isCalledBack(role)),
    chance,
  );
  return new Set(called.slice(0, Math.round(spec.busyAtFirst * called.length)).map(([index]) => index));
}

/** Takes one of those who called long enough before, in the same language. */
function takeEarlier<Caller extends { readonly seat: Seat }>(
  earlier: Caller[],
  { arrivesAtS, language }: Seat,
  afterS: number,
  chance: Chance,
): Caller | undefined {
  const fit = earlier.filter(({ seat }) => seat.language === language && seat.arrivesAtS + afterS <= arrivesAtS);
  const caller = fit[fit.length === 0 ? 0 : chance.between(0, fit.length - 1)];
  if (caller) earlier.splice(earlier.indexOf(caller), 1);
  return caller;
}
