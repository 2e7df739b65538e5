import { joinJudgement } from "../../domain/learning/join-judgement.ts";
import type { CorrectionRegister } from "../../ports/correction-register.ts";
import type { Correction } from "../../schemas/correction.ts";

/** Corrections in memory, with the port's promises. */
export function inMemoryCorrections() {
  const corrections = new Map<string, Correction>();
  const register: CorrectionRegister = {
    judge: async (utterance, judgement) => {
      const joined = joinJudgement(corrections.get(utterance.segmentId), utterance, judgement);
      corrections.set(utterance.segmentId, joined);
      return joined;
    },
    listOfContact: async (contactId) => [...corrections.values()].filter((one) => one.contactId === contactId),
    listOfDay: async (day, limit, after = "") => {
      const placeOf = ({ first, segmentId }: Correction) => `${first.at}#${segmentId}`;
      const all = [...corrections.values()]
        .filter((one) => one.first.at.startsWith(day) && placeOf(one) > after)
        .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
      const page = all.slice(0, limit);
      const last = page.at(-1);
      return all.length > limit && last ? { corrections: page, next: placeOf(last) } : { corrections: page };
    },
  };
  return { ...register, corrections };
}
