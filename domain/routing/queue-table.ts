import { z } from "zod";
import { IntentLabel } from "../../schemas/intent.ts";
import { escalationReasons } from "../escalation/escalation-reason.ts";
import configured from "./data/queues.json" with { type: "json" };

const Name = z.string().regex(/^[a-z][a-z-]*$/, "names are small letters and hyphens");
/** BCP-47 without the region, e.g. `ko`. */
const Language = z.string().regex(/^[a-z]{2,3}$/);

const Queue = z.strictObject({
  name: Name,
  languages: z.array(Language).min(1),
  /** Matters that this queue is for; a queue with neither groups nor reasons is for everything. */
  intentGroups: z.array(Name).default([]),
  /** Reasons of a hand-over that this queue is for, whatever the matter. */
  reasons: z.array(z.enum(escalationReasons)).default([]),
  /** What an agent must know beside the language to serve this queue. */
  skills: z.array(Name),
  /**
   * `office`: within the opening hours. `always`: at all times, since the damage of a lost card is the company's from the moment that somebody can be told
   * of it (전자금융거래법 article 10).
   */
  hours: z.enum(["office", "always"]),
});

/**
 * Which callers wait in which queue, and who serves it, as configured in `data/queues.json`. The order of the queues matters: the first that speaks the
 * caller's language and is for the matter is chosen. `flows/connect.yml` makes the same queues and routing profiles in Amazon Connect.
 */
export const QueueTable = z
  .strictObject({
    intentGroups: z.record(Name, z.array(IntentLabel).min(1)),
    queues: z.array(Queue).min(1),
    /** Kinds of agents: what they speak and know. */
    routingProfiles: z.array(
      z.strictObject({ name: Name, languages: z.array(Language).min(1), skills: z.array(Name) }),
    ),
  })
  .superRefine(({ intentGroups, queues, routingProfiles }, context) => {
    const refuse = (message: string) => context.addIssue({ code: "custom", message });
    for (const { name, intentGroups: groups } of queues)
      for (const group of groups)
        if (!Object.hasOwn(intentGroups, group)) refuse(`queue ${name}: there is no intent group ${group}`);
    if (new Set(queues.map(({ name }) => name)).size < queues.length) refuse("two queues have the same name");
    for (const queue of queues)
      for (const language of queue.languages)
        if (!routingProfiles.some((profile) => profile.languages.includes(language) && knowsAll(profile, queue)))
          refuse(`queue ${queue.name}: no routing profile serves it in ${language}`);
  });
export type QueueTable = z.infer<typeof QueueTable>;
export type Queue = QueueTable["queues"][number];
export type RoutingProfile = QueueTable["routingProfiles"][number];

/** The configured table. */
export const queueTable: QueueTable = QueueTable.parse(configured);

/** The queues that agents of a profile serve: they know what it asks for and speak one of its languages. Those that need most skills come first. */
export function queuesServedBy(table: QueueTable, profile: RoutingProfile): readonly Queue[] {
  return table.queues
    .filter((queue) => knowsAll(profile, queue) && queue.languages.some((each) => profile.languages.includes(each)))
    .toSorted((a, b) => b.skills.length - a.skills.length);
}

function knowsAll(profile: { readonly skills: readonly string[] }, queue: { readonly skills: readonly string[] }) {
  return queue.skills.every((skill) => profile.skills.includes(skill));
}
