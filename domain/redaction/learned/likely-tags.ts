import type { TagProbabilities } from "./tag-probabilities.ts";
import type { Tag } from "./tag-sequence.ts";

/** A token is personal when that is at least as probable as not. */
const likely = 0.5;
/** Behind a personal token less is enough: half a name in clear is worse than a syllable too few. */
const likelyToGoOn = 0.25;

/** The tag of each token by how probable the tags are: first whether it is personal at all, then of which type, then whether a stretch begins with it. */
export function likelyTags(probabilities: TagProbabilities): Tag[] {
  const tags: Tag[] = [];
  for (let at = 0; at < probabilities.length; at += 1) tags.push(likelyTag(at, tags[at - 1] ?? 0, probabilities));
  return tags;
}

function likelyTag(at: number, before: Tag, probabilities: TagProbabilities): Tag {
  if (isPersonal(at, probabilities) < (before === 0 ? likely : likelyToGoOn)) return 0;
  let [best, most] = [0, -1];
  for (let begin = 1; begin < probabilities.tagCount; begin += 2) {
    const type = probabilities.of(at, begin) + probabilities.of(at, begin + 1);
    if (type > most) [best, most] = [begin, type];
  }
  const goesOn = before === best || before === best + 1;
  return goesOn && probabilities.of(at, best) <= most / 2 ? best + 1 : best;
}

const isPersonal = (at: number, probabilities: TagProbabilities) => 1 - probabilities.of(at, 0);
