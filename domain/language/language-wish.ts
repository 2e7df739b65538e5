/** What callers call the languages of a contact. */
const named: Readonly<Record<string, WishedLanguage>> = {
  영어: "en",
  한국어: "ko",
  한국말: "ko",
  english: "en",
  korean: "ko",
};

/** A language that a caller can wish for. */
export type WishedLanguage = "ko" | "en";

/** What a caller said about the language of the call. */
export interface LanguageWish {
  /** In which language the caller wants to go on. */
  readonly language?: WishedLanguage;
  /** The utterance without its words about the language: what the caller wants besides; empty when that is nothing. */
  readonly rest: string;
}

/** Left over, so few letters are a filler and no request. */
const fillerLetters = 2;

const koreanName = "(?<name>영어|한국어|한국말)";
/** What one does in a language on the telephone. */
const koreanTalk = "(?:(?:말씀|말|얘기|이야기|대화|통화|상담|안내|진행|설명|응대|답변|변경)[을를도]? *(?:좀|계속)? *)?";
/** How one asks for it: "해 주세요", "하고 싶어요", "가능한가요". Neither "해 줬는데" nor "안내된" nor "안내 문자" asks. */
const koreanAsking =
  "(?:해 *(?:주(?:[세십실시면]|$)|줘(?!서)|줄|달라|도 *[되돼]|$)|하고 *싶|할(?:게|래|까| *수 *(?:있|없[나을]))|하면 *안 *[되될돼]|부탁|가능|바[꿔꿀]|바꾸[고면]|[되돼](?:[나는죠지요]|$)|될까|받(?:고 *싶|을 *수))";
/** Papers, too, are wanted in a language, and nobody has to speak it for that. */
const koreanPaper = "(?:문서|[명설]서|영수증|계약서|안내[문서]|약관|서류|메일|문자|메뉴|자막)[은는을를도]?";

const englishName = "(?<name>english|korean)\\b";
const englishTalk = "(?:speak|talk|go on|continue|switch|change|answer|repeat|explain|say)(?:ing)?";
const englishPlease =
  "(?:(?:can(?:['’]?t)?|could(?:n['’]?t)?|would|may|why don['’]?t) (?:i|we|you) |do you |i(?:['’]?d| would) like to |i want to |let['’]?s |please )?";
const englishTowards =
  "(?: (?:to|in|into|over|back|with|this|that|it|the|call|language|me|you|us|again|from|english|korean)){0,5}";
/** Whoever refuses a language; "can’t we speak English" is a question. */
const englishRefusing =
  "(?:do not|don['’]?t|can ?not|can['’]?t|not|never|stop|no)(?! (?:we|i|you|some(?:one|body)|any(?:one|body)) )";

/** The language as somebody asks for it. */
const wishes = [
  `(?<!${koreanPaper} *)${koreanName}로? *(?:좀|만|다시|그냥)? *${koreanTalk}${koreanAsking}[^ .?!]*(?: *(?:주|줘|(?:수 *)?[있없])[^ .?!]*)?`,
  `${koreanName}[가로] *(?:말?하는 *[게것거]이? *)?(?:더 *)?편(?=[해하한])[^ .?!]*`,
  `${koreanName}로? *(?:하는|하시는|되는|가능한)? *(?=상담[원사]|직원|분(?:[이께을한 ]|$))`,
  `\\b${englishPlease}${englishTalk}${englishTowards}(?<!\\bfrom) ${englishName}(?:,? please\\b)?`,
  `\\b(?:(?:who|that) (?:can )?speaks?|(?<=some(?:one|body) |anyone |agent |person )in) ${englishName}`,
  `\\b${englishName}[- ]speak(?:ing|er)\\b`,
  `(?<!\\bin )\\b${englishName},? please\\b`,
  `^(?:[a-z]+,? )?in ${englishName}(?:,? please\\b|[.?!]*$)`,
  `^${englishName}[.?!]*$`,
];
/** The language as somebody does without it. */
const refusals = [
  `${koreanName}[로를는]? *${koreanTalk}(?:하지 *[마말않]|(?:잘 *)?못)[^ .?!]*`,
  `\\b${englishRefusing}(?: [a-z]+){0,3}? ${englishTalk}(?: in)? ${englishName}(?: (?:very )?well)?`,
  `\\b(?:${englishRefusing}(?: know| in)?|speak (?:no|little)) ${englishName}`,
];
const mentions = new RegExp([...refusals.map((words) => `(?<refused>${words})`), ...wishes].join("|"), "giu");

/**
 * What a caller says about the language of the call, in Korean or in English: "영어로 해 주세요", "can we speak Korean". The last wish counts. Who does not speak
 * the one asks, thereby, for the one that is being spoken. The name of a language is no wish: not in "영어로 된 설명서", nor in "I can’t switch from English".
 */
export function languageWish(utterance: string): LanguageWish {
  let language: WishedLanguage | undefined;
  const text = utterance.replace(/\s+/g, " ").trim();
  const cut = text.replace(mentions, (...match) => {
    const { name = "", refused } = match.at(-1) as Record<string, string | undefined>;
    const spoken = /\p{Script=Hangul}/u.test(match[0]) ? "ko" : "en";
    const meant = named[name.toLowerCase()];
    if (refused === undefined) language = meant;
    else if (meant !== spoken) language = spoken;
    return " ";
  });
  if (cut === text) return { rest: text };
  const isRequest = (cut.match(/\p{L}/gu)?.length ?? 0) > fillerLetters;
  return { ...(language && { language }), rest: isRequest ? cut.replace(/ +/g, " ").trim() : "" };
}
