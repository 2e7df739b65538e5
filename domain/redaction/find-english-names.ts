import { englishGivenNames } from "./english-given-names.ts";
import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";
import { isNameInContext, travelling } from "./score-english-name.ts";

const pause = "(?:(?:um|uh|er|well|ah|yes|yeah|oh),?\\s)?";
/** Words behind which any word but a few is a name. */
const announcement = new RegExp(
  `(?:^|[^a-z])(?:(?:my|the|his|her|our|their|first|last|middle|full|maiden|given|family|sur|holder'?s?|husband'?s|wife'?s|son'?s|daughter'?s|mother'?s|father'?s|boss'?s) (?:full |first |last )?name(?: (?:on|for|of) (?:the|my|this) (?:card|account|order|booking|reservation|contract|file|bill))?(?: is|'s|:| would be| should be)?|(?:first|last|middle|full|maiden|family|sur|passenger|guest|travell?er|patient|customer|caller|contact|lead|card) ?name(?: is|'s|:)?|surname(?: is|'s|:)?|name (?:on|for) (?:the|my|this) [a-z]{3,12} is|names? (?:is|are)|name's|name:|under the name(?: of)?|in the name of|i am called|they call me|account holder(?: is|'s)?|holder(?: is|'s)|cardholder(?: is|'s)?|mrs?\\.?|ms\\.?|miss|dr\\.?)\\s${pause}$`,
  "i",
);
const bareName = /(?:^|[^a-z])(?:(?:my|the|his|her|our|their) (?:full )?name|names? (?:is|are))\s$/i;
/** Words behind which a name may stand: one that is known, two capitals, or what introduces itself. */
const hinted = new RegExp(
  `(?:^|[^a-z'])(?:(?:this|it) is|is (?:it|this)|it's|i'm|i am|call me|speaking (?:with|to)|(?:speak|talk|spoke|talked|spoken|chatted) (?:with|to)|transfer me to|ask(?:ed)?(?: for)?|under|hi|hello|hey|dear|thanks|thank you|my (?:wife|husband|son|daughter|mother|father|mom|dad|brother|sister|friend|boss|colleague|assistant|partner|roommate)|agent|put|add|named|called|for|belongs to|from|with|behalf of|to|by)\\s${pause}$`,
  "i",
);
/** Words behind which one capital word is a name if it is known to be one. */
const title = /(?:^|[^a-z])(?:mrs?\.?|ms\.?|miss|dr\.?)\s$/i;
const introducing = new RegExp(
  `(?:^|[^a-z'])(?:this is|is this|is it|it's|it is|i'm|i am|hi|hello|hey|speaking (?:with|to)|call me)\\s${pause}$`,
  "i",
);
const meeting =
  /(?:speaking|speak|talk|spoke|talked|spoken|transfer me|ask(?:ed)?)(?: with| to| for)?\s$|my (?:wife|husband|son|daughter|mother|father|mom|dad|brother|sister|friend|boss|colleague|partner)\s$|(?:under|put|add)\s$|(?:in the name|behalf) of\s$|(?:booking|reservation|appointment|ticket|room|table)(?:'s| is| was)? (?:for|under|in)\s$/i;
const words = /^[a-z][a-z'-]{0,19}(?:(?: [a-z]\.?)? [a-z][a-z'-]{1,19}){0,2}/i;
const speaking = /^,? (?:calling|speaking|from|here|again)\b/i;
/** "Ellis here", and not "Same here". */
const caller = /^,? (?:here|speaking)(?:$|[.,]|,? (?:calling|again|from|about|returning|ringing)\b)/i;
const noCaller =
  /^(?:right|over|down|up|same|out|in|still|everything|everyone|everybody|nobody|somebody|someone|sitting|standing|waiting|live|living|stuck|back|new|only|always|english|stop|keep|just|now|again|around|anyone|near|generally|broadly|strictly)$/i;
/** How staff answer, so that any word before it is a name, in small letters too. */
const answering =
  /^,? (?:speaking\b|calling (?:about|from|regarding|on behalf)\b|how (?:may|can) i (?:help|assist)\b)/i;
/** "Malik, M-A-L-I-K": a word and its letters. */
const spelledAfter = /^([A-Za-z]{2,14}),? (?:that's |spelled |it's )?((?:[A-Za-z][ ,.-]{1,2}){1,13}[A-Za-z])(?![a-z])/;
/** "Jon, not John, Jon Castellano": put right before anybody took it wrong. */
const contrasted =
  /^([A-Z][a-z'-]+)(?:, not ([A-Z][a-z'-]+)|,? (?:spelled )?with(?:out)? an? [A-Za-z](?![A-Za-z])(?: [A-Za-z](?![A-Za-z]))?)(?:,? (?:it's )?\1(?: [A-Z][a-z'-]+)?)?/;
/** What is sold in numbers and called like a doctor or a gentleman. */
const counted = /\b(?:two|three|four|five|six|seven|eight|nine|ten|\d+|some|cold|diet) (?:mrs?|ms|dr)\.?\s$/i;
const titledBrand = /^(?:peppers?|pibbs?|coffee|clean|muscle|martens?|bean|potato)\b/i;
/** "G. Fernandez". */
const initialName = /^(?:[A-Z]\. ){1,2}[A-Z][a-z'-]{2,19}(?![a-z])/;
/** "P as in Paul". */
const spelling = /(?:^|[\s,])[a-z] (?:as in|for|like)\s$/i;
const noName = new Set(
  (
    "and but calling with from i i'm my the it its it's on in at for not no yes is am are was a an about so uh um that this what who why when where how can could please back later tomorrow today here speaking again thanks thank hi hello " +
    "spelled misspelled not incorrect listed registered different on changed changing showing still also already mine what's very really just too wrong right correct unacceptable ridiculous terrible your you we they he she to of or if because tonight now maybe after before instead something somebody someone asap " +
    "under first last full middle name named spelled spelt there then anyway actually well would will should which though being been has had have did do does as by up out off over missing blank unknown invalid same whatever passport booking booked reservation flying travelling traveling confirmation born dob seat flight ticket checking arriving"
  ).split(" "),
);
/** Small words within family names. */
const particles = new Set("de la le da di del della der den dos du van von bin al el".split(" "));
const placesToo = new Set(
  "charlotte virginia florence jordan victoria georgia carolina dean sandy holly dawn rosemary mason daisy amber crystal logan jay bill gloria vera stella martha anita rosa paula".split(
    " ",
  ),
);
/** Words in capitals that are no names. */
const otherCapitals = new Set(
  (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december korean american english chinese japanese canadian british indian french german spanish " +
    "dutch swedish norwegian danish finnish polish russian ukrainian turkish greek italian portuguese brazilian mexican vietnamese thai filipino indonesian mongolian uzbek nepali arabic hebrew irish scottish welsh australian african european asian latin swiss austrian belgian czech hungarian romanian persian iranian israeli egyptian nigerian pakistani taiwanese mandarin cantonese card bank insurance securities telecom " +
    "korea america usa uk china japan canada india france germany seoul busan texas california florida washington york london paris new north south east west amazon google apple samsung galaxy iphone ipad android windows mac visa mastercard " +
    "customer service support sales billing accounts claims returns shipping security fraud collections retention reception pharmacy clinic hospital school university church city county state federal police court embassy " +
    "verizon comcast walmart target costco delta united chase citi citibank wells fargo barclays shinhan woori hana kookmin kakao kakaobank naver coupang netflix spotify uber paypal venmo zelle fedex ups usps dhl dell hp sony lg toyota honda ford hyundai kia civic sonata discover amex american express dyson kenmore bosch whirlpool macy's kohl's nike adidas facebook instagram twitter youtube zoom microsoft office excel word chrome safari firefox bluetooth wifi wi-fi " +
    "rome madrid barcelona lisbon vienna berlin munich frankfurt amsterdam brussels zurich geneva athens istanbul dubai bangkok hanoi manila jakarta sydney melbourne auckland toronto vancouver montreal cairo delhi mumbai taipei kyoto fukuoka sapporo cebu honolulu guam saipan milan venice prague warsaw budapest dublin glasgow edinburgh plaza palace summer winter spring autumn sale incheon daegu daejeon gwangju ulsan jeju gangnam chicago boston miami denver dallas houston atlanta seattle portland phoenix orlando vegas angeles francisco diego hawaii alaska arizona oregon ohio illinois georgia michigan carolina jersey england scotland ireland wales manchester birmingham leeds tokyo osaka beijing shanghai hong kong singapore europe asia africa mexico spain italy vietnam thailand australia god english spanish billing technical bank store department team agent manager street avenue road internet premium basic gold silver platinum plan prime black cyber christmas easter thanksgiving doctor professor officer mr mrs ms dr ok okay business economy class airlines airways airline air hotel inn resort flight passport tv pc pro max plus ultra mini air lite"
  ).split(" "),
);

/** English names where something says that it is a name: "my name is …", "this is … calling", "Mr. …". */
export function findEnglishNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isLetter(scan.codeAt(at)) || (at > 0 && scan.text[at - 1] !== " ")) continue;
    const end = nameEnd(scan, at, scan.before(at, 44));
    if (end === undefined) continue;
    spans.push({ start: at, end, type: "NAME" });
    at = end;
  }
  return spans;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function nameEnd(scan: Scan, at: number, before: string): number | undefined {
  const window = scan.after(at, 70);
  const spelled = spelledAfter.exec(window);
  if (spelled && spelled[2]?.replace(/[^A-Za-z]/g, "").toLowerCase() === spelled[1]?.toLowerCase())
    return at + (spelled[1]?.length ?? 0);
  const initialled = initialName.exec(window)?.[0];
  if (initialled) return at + initialled.length;
  const contrast = contrastedLength(window);
  if (contrast !== undefined) return at + contrast;
  if (counted.test(before) || (title.test(before) && titledBrand.test(window))) return undefined;
  const isAnnounced = announcement.test(before);
  if (!isAnnounced && !isCapital(window) && at > 0 && !hinted.test(before)) return undefined;
  const name = nameWords(words.exec(window)?.[0] ?? "", title.test(before));
  if (name.length === 0) return undefined;
  const size = isAnnounced
    ? isBelievable(before, name)
      ? name.length
      : undefined
    : (cuedWords(before, name, window) ?? capitalWords(before, name, window));
  return size === undefined ? undefined : at + name.slice(0, size).join(" ").length;
}

function contrastedLength(window: string): number | undefined {
  const [both, first = "", second] = contrasted.exec(window) ?? [];
  if (!both) return undefined;
  const isKnown = [first, second ?? ""].some((word) => englishGivenNames.has(word.toLowerCase()));
  const isAlike = second === undefined || (first.slice(0, 2) === second.slice(0, 2) && first !== second);
  return (isKnown || isAlike) && !hasOther([first, second ?? first]) ? both.length : undefined;
}

/** How many words are a name because of a known given name or of how they are introduced, in capitals or not. */
function cuedWords(before: string, name: readonly string[], window: string): number | undefined {
  const rest = window.slice(name.join(" ").length);
  const known = knownWords(name);
  if (before === "") {
    const isOpening =
      isKnownInFull(name) ||
      (known > 0 && name.length === 2 && travelling.test(rest)) ||
      ((isFullName(name) || known > 0) && /^,? (?:here|speaking|calling)\b/i.test(rest)) ||
      (name.length === 1 && isFullName([...name, ...name]) && !noCaller.test(name[0] ?? "") && caller.test(rest));
    return isOpening ? name.length : undefined;
  }
  if (spelling.test(before)) return undefined;
  if (!hinted.test(before)) return isUnmistakable(name) ? known : undefined;
  if (known > 0 && (introducing.test(before) || meeting.test(before) || isFullName(name)))
    return isLowerInFull(before, name, rest) ? 2 : known;
  if (!introducing.test(before)) return undefined;
  const isLower = name.length === 1 && /^[a-z]{3,}$/.test(name[0] ?? "");
  if (isLower && answering.test(rest)) return 1;
  return speaking.test(rest) && !hasOther(name) ? name.length : undefined;
}

/** How many words in capitals are a name by what stands around them. */
function capitalWords(before: string, name: readonly string[], window: string): number | undefined {
  if (spelling.test(before)) return undefined;
  const capitals = name.slice(0, name.findIndex((word) => !isCapital(word)) >>> 0);
  const rest = window.slice(capitals.join(" ").length);
  if (capitals.length === 0 || hasOther(capitals)) return undefined;
  const isShouted = /^[A-Z'-]+$/.test(capitals.join(""));
  if (isShouted && !(capitals.length > 1 && travelling.test(rest))) return undefined;
  const opening = before === "" || /[.?!]\s$/.test(before);
  if (opening && capitals.length < 2 && !/^ is (?:my|our|his|her)\b/.test(rest)) return undefined;
  return isNameInContext(before, capitals, rest, isUnmistakable(capitals)) ? capitals.length : undefined;
}

/** A capital in the middle of a sentence and a given name that is no place. */
function isUnmistakable(name: readonly string[]): boolean {
  return knownWords(name) > 0 && !placesToo.has((name[0] ?? "").toLowerCase());
}

/** "my name Kim": without a verb a capital is needed. */
function isBelievable(before: string, [first = ""]: readonly string[]): boolean {
  return !bareName.test(before) || / (?:is|are)\s$/i.test(before) || isCapital(first);
}

/** The words of a name: up to one that stands in no name. */
function nameWords(found: string, isTitled: boolean): readonly string[] {
  const all = found
    .replace(/'s?$/, "")
    .split(" ")
    .filter((word) => word !== "");
  const end = all.findIndex(
    (word, index) => noName.has(word.toLowerCase()) || (isTitled && index > 0 && !isCapital(word)),
  );
  const name = end === -1 ? all : all.slice(0, end);
  const isMixed = name.some(isCapital);
  const lower = isMixed ? name.findIndex((word, index) => index > 0 && !isCapital(word) && !particles.has(word)) : -1;
  return lower === -1 ? name : name.slice(0, lower);
}

/** How many words of a name that begins with a known given name: all capitals, or the given name and one more that is no common word. */
function knownWords(name: readonly string[]): number {
  if (!englishGivenNames.has((name[0] ?? "").toLowerCase())) return 0;
  if (isCapital(name[0] ?? ""))
    return name.filter((word, at) => (at === 0 && name.length > 1) || !otherCapitals.has(word.toLowerCase())).length;
  return 1;
}

/** "i'm rajesh kumar and …", as recognisers write that know no capitals. */
function isLowerInFull(before: string, name: readonly string[], rest: string): boolean {
  const isEnded =
    /^(?:$|[,.]| (?:and|but|under|on|for|at|in|about|who|yesterday|today|earlier|last|this|calling|speaking|from|here|again)\b)/i.test(
      rest,
    );
  return (
    name.length === 2 &&
    isEnded &&
    (introducing.test(before) || meeting.test(before)) &&
    !otherCapitals.has(name[1] ?? "")
  );
}

function isFullName(name: readonly string[]): boolean {
  return name.length >= 2 && name.every(isCapital) && !hasOther(name);
}

/** "Daniel Kim is listed as …": a given name that is no place, and a family name. */
function isKnownInFull(name: readonly string[]): boolean {
  return isFullName(name) && isUnmistakable(name) && knownWords(name) === name.length;
}

/** A given name that is a place too ("San Diego") is one where another word follows it. */
function hasOther(name: readonly string[]): boolean {
  return (
    name.some(
      (word, at) =>
        otherCapitals.has(word.toLowerCase()) &&
        !(at === 0 && name.length > 1 && englishGivenNames.has(word.toLowerCase())),
    ) || !name.every((word) => isCapital(word) || englishGivenNames.has(word))
  );
}

function isCapital(word: string): boolean {
  return /^[A-Z]/.test(word);
}
