import type { Chance } from "../connect/chance.ts";
import { meetsAgent, type RoleName } from "./day-role.ts";
import type { DaySpec } from "./day-spec.ts";
import type { Score } from "./day-words.ts";
import { drawTenths, type LineDrawer } from "./draw-lines.ts";
import type { ScenarioContact } from "./scenario.ts";

/** Who calls, as far as it is settled before their words are drawn. */
export interface Part {
  readonly role: RoleName;
  readonly language: keyof DaySpec["words"];
  readonly arrivesAtS: number;
  /** Whose number it is, where they call more than once. */
  readonly caller?: string;
  /** What they call about again. */
  readonly matter?: string;
  /** Their scores in the survey, and whether they say them instead of pressing keys. */
  readonly survey?: { readonly scores: readonly Score[]; readonly isSpoken: boolean };
  /** Whether their line is busy when they are first called back. */
  readonly isBusyAtFirst?: boolean;
}

/** A drawn contact, and what it was about first. */
export interface DrawnContact {
  readonly contact: ScenarioContact;
  readonly matter: string | undefined;
}

type Step = ScenarioContact["steps"][number];

/** What a role is to readers of the board, and what its callers do. `asked` are what they ask the bot about. */
interface Script {
  readonly kind: ScenarioContact["kind"];
  readonly said: readonly string[];
  readonly asked?: { readonly matter: string; readonly title: string };
  readonly steps?: readonly Step[];
  /** What they do in the queue. */
  readonly waiting?: Partial<Pick<ScenarioContact, "hangUpInQueueAfterS" | "acceptsCallback" | "patienceS">>;
  /** How long an agent lets it ring; drawn with the plan where it is absent. */
  readonly acceptAfterS?: number;
}

/** Offered after 150 s (`domain/escalation/data/wait-tiers.json`), and told within the next 40: until then no agent takes it. */
const acceptsNotBeforeS = 240;

/** Draws one contact. */
export function drawContact(spec: DaySpec, part: Part, lines: LineDrawer, chance: Chance): DrawnContact {
  const script = drawScript(spec, part, lines, chance);
  const { speechS, words } = spec;
  const think = () => drawTenths(speechS.thinking, chance);
  const steps = script.steps ?? script.said.map((say): Step => ({ say, when: "after-prompt", thinkS: think() }));
  const needsTalk = meetsAgent(part.role) || part.role === "callback" || part.role === "queue-callback";
  return {
    matter: script.asked?.matter,
    contact: {
      name: words[part.language].names[part.role].replace("{title}", script.asked?.title ?? ""),
      kind: script.kind,
      language: part.language,
      arrivesAtS: part.arrivesAtS,
      ...(part.caller !== undefined && { caller: part.caller }),
      steps: [...steps],
      patienceS: 90,
      acceptsCallback: false,
      callbackTime: "soon",
      whenCalled: part.isBusyAtFirst ? ["busy", "answers"] : ["answers"],
      ...(part.survey && {
        survey: part.survey.isSpoken ? part.survey.scores.map((score) => lines.score(score)) : [...part.survey.scores],
      }),
      ...script.waiting,
      agent: {
        ...(script.acceptAfterS !== undefined && { acceptAfterS: script.acceptAfterS }),
        holdS: needsTalk && chance.happens(0.25) ? chance.between(15, 45) : 0,
        ...(needsTalk && { talk: [...lines.talk(drawTenths(speechS.talk, chance))] }),
        afterContactWorkS: drawTenths(speechS.afterContactWork, chance),
      },
    },
  };
}

function drawScript(spec: DaySpec, part: Part, lines: LineDrawer, chance: Chance): Script {
  const { line } = lines;
  /** Whoever is not handed over for what was said asks for an agent then. */
  const toAgent = (kind: Script["kind"], ...said: readonly string[]): Script => ({
    kind,
    said: [...said, line("agentRequests")],
  });
  switch (part.role) {
    case "questions": {
      const asked = lines.questions(drawTenths(spec.speechS.questions, chance));
      const said = [...asked.map(({ text }) => text), line("goodbyes")];
      return { kind: asked.length > 2 ? "several-turns" : "answered", said, ...first(asked) };
    }
    case "interruption": {
      const [begin, ...others] = lines.questions(drawTenths(spec.speechS.questions, chance));
      const interrupts: Step = { say: begin?.text ?? line("goodbyes"), when: "during-prompt" };
      return {
        kind: "interruption",
        said: [],
        steps: [interrupts, ...others.map(({ text }) => text), line("goodbyes")],
        ...first(begin ? [begin] : []),
      };
    }
    case "personal-data":
      return { kind: "personal-data", said: [line("personalData"), lines.ask().text, line("goodbyes")] };
    case "complaint":
      return { kind: "complaint", said: [line("complaints"), line("goodbyes")] };
    case "callback":
      return { kind: "callback", said: [line("callbackRequests")] };
    case "queue-callback":
      return {
        ...toAgent("callback"),
        waiting: { acceptsCallback: true },
        acceptAfterS: acceptsNotBeforeS,
      };
    case "agent-request":
      return { kind: "agent-asked-for", said: [line("agentRequests"), line("agentRequests")] };
    case "agent-after-question": {
      const asked = lines.ask();
      return { ...toAgent("several-turns", `${line("runUps")} ${asked.text}`), asked };
    }
    case "not-understood":
      return toAgent("not-understood-twice", line("outOfScope"), line("outOfScope"));
    case "security":
      return toAgent("security", line("security"));
    case "policy":
      return toAgent("security", line("policy"));
    case "second-complaint":
      return toAgent("complaint", line("complaints"), line("complaintsAgain"));
    case "calls-again": {
      const asked = lines.ask(part.matter);
      return { ...toAgent("agent-asked-for", asked.text), asked };
    }
    case "leaves-queue": {
      const patienceS = chance.between(20, 70);
      return {
        kind: "abandoned-in-queue",
        said: [line("agentRequests")],
        waiting: { hangUpInQueueAfterS: patienceS },
        acceptAfterS: patienceS + 30,
      };
    }
    case "hangs-up":
      return { kind: "abandoned-without-a-word", said: [], steps: [{ hangUpAfterS: chance.between(2, 6) }] };
    case "silent":
      return { kind: "silence", said: [], steps: [{ silentPrompts: 2 }], waiting: { patienceS: 120 } };
  }
}

function first<Asked>(asked: readonly Asked[]): { readonly asked?: Asked } {
  return asked[0] === undefined ? {} : { asked: asked[0] };
}
