import type { PiiSpan } from "./pii-span.ts";
import type { Scan } from "./scan.ts";

const announcement =
  /(?:^|[^a-z])(?:(?:my|the|his|her|first|last|full|account holder'?s?|cardholder'?s?) (?:full )?name is|name's|under the name(?: of)?|i am called|call me|(?:this|it) is|speaking with|mrs?\.?|ms\.?|dr\.?)\s(?:(?:um|uh|er|well)\s)?$/i;
const needsMore = /(?:^|[^a-z])(?:(?:this|it) is|call me|speaking with)\s(?:(?:um|uh|er|well)\s)?$/i;
const title = /(?:^|[^a-z])(?:mrs?\.?|ms\.?|dr\.?)\s$/i;
const words = /^[a-z][a-z'-]{0,19}(?: [a-z][a-z'-]{1,19}){0,2}/i;
const speaking = /^,? (?:calling|speaking|from|here)\b/i;
const noName = new Set(
  (
    "and but calling with from i i'm my the it its it's on in at for not no yes is am are was a an about so uh um that this what who why when where how can could please back later tomorrow today here speaking " +
    "spelled misspelled not incorrect listed registered different on changed changing showing still also already mine what's very really just too wrong right correct unacceptable ridiculous terrible your you we they he she to of or if because tonight now again maybe after before instead something somebody someone asap"
  ).split(" "),
);

/** English names where something says that it is a name: "my name is …", "this is … calling", "Mr. …". */
export function findEnglishNames(scan: Scan): PiiSpan[] {
  const spans: PiiSpan[] = [];
  for (let at = 0; at < scan.text.length; at += 1) {
    if (!isLetter(scan.codeAt(at)) || scan.text[at - 1] !== " ") continue;
    const before = scan.before(at, 32);
    if (!announcement.test(before)) continue;
    const end = nameEnd(scan, at, before);
    if (end !== undefined) spans.push({ start: at, end, type: "NAME" });
  }
  return spans;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

function nameEnd(scan: Scan, at: number, before: string): number | undefined {
  const window = scan.after(at, 70);
  const found = words.exec(window)?.[0] ?? "";
  let size = 0;
  for (const word of found.split(" ")) {
    if (noName.has(word.toLowerCase())) break;
    if (size > 0 && title.test(before) && !/^[A-Z]/.test(word)) break;
    size += (size === 0 ? 0 : 1) + word.length;
  }
  if (size === 0) return undefined;
  const name = window.slice(0, size);
  const isCapital = /^[A-Z][a-z'-]+ [A-Z]/.test(name);
  return needsMore.test(before) && !isCapital && !speaking.test(window.slice(size)) ? undefined : at + size;
}
