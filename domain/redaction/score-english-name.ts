import { unitWords, zeroWords } from "./english-number-words.ts";

/** What speaks for words in capitals being a name, with its weight. */
type Evidence = readonly (readonly [pattern: RegExp, weight: number])[];

const person =
  "wife|husband|son|daughter|mother|father|mom|mum|dad|brother|sister|friend|girlfriend|boyfriend|fiancée?|partner|spouse|boss|colleague|coworker|assistant|accountant|lawyer|attorney|doctor|nurse|neighbou?r|roommate|landlord|tenant|uncle|aunt|cousin|nephew|niece|grand(?:son|daughter|mother|father|ma|pa)|kid|baby|child|client|patient|guest|agent|rep|representative|technician|driver|manager|supervisor|guy|man|woman|lady|gentleman|person|someone|somebody|colleague|contact|recipient|passenger|beneficiary|secretary|caregiver|teacher";
/** What stands before. */
const before: Evidence = [
  [/\b(?:this is|i'm|i am|it's|it is|that's|that is|that was)\s$/i, 1.5],
  [
    /\b(?:you've reached|through to|you have reached|speaking (?:with|to)|spoke (?:with|to)|speak (?:with|to)|talk(?:ed|ing)? (?:with|to)|chatted with|met with|transfer(?:red)? (?:me|you) to|connect(?:ed)? (?:me|you) (?:to|with)|ask(?:ed)? for|thanks?(?: you)?,?|hi|hello|hey|dear|good morning|good afternoon)(?: a| an)?,?\s$/i,
    2,
  ],
  [
    /\b(?:named|called|name of|goes by|go by|known as|call me|call him|call her|behalf of|attention|attn:?|care of|c\/o|payable to|out to|addressed to|signed by|belongs to|belong to)\s$/i,
    2,
  ],
  [new RegExp(`\\b(?:my|our|your|his|her|the|their|a|an) (?:[a-z]{3,9} )?(?:${person}),?\\s$`, "i"), 2],
  [
    /\b(?:booking|reservation|appointment|order|prescription|package|parcel|delivery|account|policy|card|line|ticket)(?:'s| is| was)? (?:for|under|in|to)\s$/i,
    2,
  ],
  [/\bput (?:it|that|this|me|us|them) (?:under|in)\s$/i, 2],
  [/\b(?:it's|is|was|be|booked|listed|registered|filed) (?:under|for|to)\s$/i, 1.5],
  [/\b(?:Doctor|Professor|Prof\.?|Officer|Nurse|Pastor|Captain|Agent)\s$/, 2],
  [/\b(?:put|add|authori[sz]e|have|let|tell)\s$/i, 1],
  [/\b(?:remove|list|under|for|by|from|with|to|and|ask|tell|email|call)\s$/i, 0.5],
  [
    /\bnames?(?: is| was| would be|'s)?,?\s$|\b(?:told|helped|handled|served|signed|sent|called|contacted|approved|assisted|received|taken|collected|signed for|picked up) by\s$/i,
    2,
  ],
  [/\bit was\s$/i, 1],
  [/(?:^|\s)is\s$/i, 0.5],
];
/** What is said of travellers and guests right behind their names. */
export const travelling =
  /^,? (?:passport|date of birth|dob|born|booked|flying|travell?ing|checking in|arriving|departing from)\b/i;
/** What stands behind. */
const behind: Evidence = [
  [/^,? (?:speaking|calling|here|again)\b|^,? how (?:may|can)\b/i, 2],
  [/^,? (?:in|from) (?:billing|sales|support|accounts?|customer|tech|the |your |apartment|unit|room)/i, 1],
  [/^ (?:from|with) (?:your|our|the) (?:team|company|office|side|department|branch)\b/i, 1],
  [travelling, 1],
  [/^,? (?:booking|reservation|confirmation|seat|room|ticket)\b/i, 0.5],
  [/^'s (?:name|account|number|phone|card|birthday|email|address|order|line)/i, 1],
  [
    /^,? (?:picked|came|wants|needs|works|left|sent|gave|asked|told|said|set up|ordered|calls?|called|has|is authori[sz]ed|took|helped|handled|promised|signed|prescribed|lives|turns|paid|opened|bought|never|who|is the|is my|is our|is on|was on|will be)\b/i,
    1,
  ],
  [/^ is (?:my|our|his|her) (?:wife|husband|son|daughter|mother|father|brother|sister|friend)\b/i, 2],
  [/^ (?:there|available|around)\b/i, 1.5],
  [/^ (?:i|that i|we|that we) (?:rang|called|phoned|said|am|was|will|need)\b/i, 0.5],
  [new RegExp(`^ on (?:\\d|\\uE000|${zeroWords}|${unitWords})`, "i"), 0.5],
  [/^ for short\b/i, 2],
  [/^ to (?:ring|call|phone|email|text|contact|get back)\b/i, 1],
  [/^ at (?:\d|\uE000|[a-z]+ )/i, 0.5],
  [/^(?:$|[,.?!])/, 0.5],
  [/^ and (?:i|i'm|i've|my|the|it's|we)\b/i, 0.5],
  [/^ down as\b/i, 1.5],
];
const enough = 2;
/** "Soo-jin", "Jean-Luc". */
const hyphenated = /^[A-Z][a-z]{1,6}-[A-Za-z][a-z]{1,6}$/;
/**
 * Whether words in capitals, none of which is known to be no name, are one where they stand.
 * @param name its words; two in succession speak for a name
 * @param isKnown whether it begins with a frequent given name
 */
export function isNameInContext(textBefore: string, name: readonly string[], rest: string, isKnown: boolean): boolean {
  const made = (name.length > 1 ? 1 : 0) + (isKnown ? 1.5 : 0) + (hyphenated.test(name[0] ?? "") ? 1 : 0);
  return made + sumOf(before, textBefore) + sumOf(behind, rest) >= enough;
}

function sumOf(evidence: Evidence, text: string): number {
  return evidence.reduce((sum, [pattern, weight]) => sum + (pattern.test(text) ? weight : 0), 0);
}
