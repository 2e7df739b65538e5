const utf8 = new TextEncoder();
const graphemes = new Intl.Segmenter("ko", { granularity: "grapheme" });

/** Length of a text in bytes of UTF-8: a Hangul syllable takes three. */
export function utf8Length(text: string): number {
  return utf8.encode(text).length;
}

/** Behind a full stop, question or exclamation mark (with closing quotes), before white space. */
const markedEnd = /[.!?…。！？]["'”’)\]]*(?=\s)/gu;

/**
 * A word that ends a Korean sentence, before white space: recognisers write no full stops. Endings that also begin or continue a clause (고, 서, 면, 는데) are
 * left out, and so are words that merely look alike (필요, 중요, 보다, 모두 다).
 */
const koreanEnd =
  /(?:니다|[어아여에예해네데래게세셔구고까나죠지군든써줘봐와가라자돼]요|[가-힣]죠|[했갔왔됐렸졌였았었겠있없났섰컸봤줬썼]다|[한된간온는른]다|십시오|습니까|입니까)(?=\s)/gu;

/**
 * Cuts a text into parts of at most `maxBytes` bytes of UTF-8; joined, they are the text again. Each part is as long as it may be and ends, in this order
 * of preference, behind a sentence, behind white space, or between two characters as people count them: never inside a surrogate pair, a syllable of
 * conjoining jamo or an emoji, unless that alone is longer than a part may be. An empty text has no parts.
 * @param maxBytes at least 4, the longest code point
 * @throws RangeError for less
 */
export function splitText(text: string, maxBytes: number): string[] {
  if (!(maxBytes >= 4)) throw new RangeError(`splitText: maxBytes must be at least 4, not ${maxBytes}`);
  const parts: string[] = [];
  let rest = text;
  while (utf8Length(rest) > maxBytes) {
    const end = bestEnd(rest, lengthThatFits(rest, maxBytes));
    parts.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  if (rest !== "") parts.push(rest);
  return parts;
}

/** The most UTF-16 units of whole code points whose UTF-8 fits. */
function lengthThatFits(text: string, maxBytes: number): number {
  let bytes = 0;
  let length = 0;
  for (const character of text) {
    bytes += utf8Length(character);
    if (bytes > maxBytes) break;
    length += character.length;
  }
  return length;
}

/** Where the first part of a text ends that is longer than `limit` UTF-16 units: between two grapheme clusters, unless the first is longer than that. */
function bestEnd(text: string, limit: number): number {
  const window = text.slice(0, limit + 1);
  const ends = clusterEnds(text, limit);
  const lastOf = (candidates: Iterable<number>): number => {
    let last = 0;
    for (const end of candidates) if (end > last && ends.has(end)) last = end;
    return last;
  };
  const sentences = [...window.matchAll(markedEnd), ...window.matchAll(koreanEnd)].map(({ index, 0: end }) =>
    withSpaceBehind(window, index + end.length, limit),
  );
  const spaces = Array.from(window.matchAll(/\s/gu), ({ index }) => index + 1);
  return lastOf(sentences) || lastOf(spaces) || lastOf(ends) || limit;
}

/** The white space behind a sentence goes with it. */
function withSpaceBehind(text: string, end: number, limit: number): number {
  let at = end;
  while (at < limit && /\s/u.test(text[at] ?? "")) at += 1;
  return at;
}

/** Where the grapheme clusters end that are whole within the limit. */
function clusterEnds(text: string, limit: number): Set<number> {
  // A cluster that is cut by the end of what is looked at is not whole: look a little further.
  const clusters = graphemes.segment(text.slice(0, limit + 64));
  return new Set(Array.from(clusters, ({ index, segment }) => index + segment.length).filter((end) => end <= limit));
}
