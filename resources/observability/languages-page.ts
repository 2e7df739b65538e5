import {
  type Capability,
  capabilities,
  engines,
  type Language,
  type LanguageService,
  languageServices,
  languages,
} from "../../domain/language/capabilities.ts";
import { switchAfter } from "../../domain/language/contact-language.ts";
import type { Text } from "../../domain/metrics/metric.ts";
import { restRules } from "../../functions/utterance/analyse-sentiment/engine-rests.ts";
import { markdownTable } from "./markdown-table.ts";

const serviceNames: Readonly<Record<LanguageService, Text>> = {
  contact: { en: "contact from the first word to the last", ko: "처음부터 끝까지의 상담" },
  transcription: { en: "transcription", ko: "음성 인식" },
  identification: { en: "which language is spoken", ko: "언어 식별" },
  redaction: { en: "redaction of personal data", ko: "개인정보 마스킹" },
  intent: { en: "intent", ko: "의도 분류" },
  sentiment: { en: "sentiment", ko: "감정 분석" },
  answers: { en: "answers", ko: "답변 문구" },
  voice: { en: "voice", ko: "음성 합성" },
};

const names: Readonly<Record<Language | "other", Text>> = {
  ko: { en: "Korean", ko: "한국어" },
  en: { en: "English", ko: "영어" },
  ja: { en: "Japanese", ko: "일본어" },
  zh: { en: "Chinese", ko: "중국어" },
  es: { en: "Spanish", ko: "스페인어" },
  fr: { en: "French", ko: "프랑스어" },
  de: { en: "German", ko: "독일어" },
  it: { en: "Italian", ko: "이탈리아어" },
  pt: { en: "Portuguese", ko: "포르투갈어" },
  hi: { en: "Hindi", ko: "힌디어" },
  ar: { en: "Arabic", ko: "아랍어" },
  other: { en: "any other", ko: "그 밖의 언어" },
};

const words = {
  title: { en: "# Languages", ko: "# 언어" },
  other: { en: "[한국어](languages.ko.md)", ko: "[English](languages.md)" },
  note: {
    en: "Generated from `domain/language/capabilities.ts` by `npm run catalogue`; a test fails when it is stale. The steps consult the same table: what is refused here is refused there.",
    ko: "`domain/language/capabilities.ts`에서 `npm run catalogue`로 생성하며, 오래되면 테스트가 실패한다. 단계도 같은 표를 보므로 여기서 거절하는 것은 거기서도 거절한다.",
  },
  service: { en: "Service", ko: "서비스" },
  replaced: { en: "else", ko: "대신" },
  refused: { en: "refused", ko: "거절" },
  contactTitle: { en: "## The language of a contact", ko: "## 상담의 언어" },
  contact: {
    en: `- The flow's contact attribute \`language\` decides at first, else the language that a flow has given the contact in Amazon Connect (its default, en-US, says nothing); without either the caller's first clear words do.
- Amazon Transcribe listens for every language in \`SPOKEN_LANGUAGES\` (\`ko-KR,en-US\` unless set), the contact's own as the preferred one, and says of each utterance which it was. With one language there nothing is identified. Where the script of the words leaves no doubt, it overrules the recogniser.
- A caller who asks for the other language in so many words, or says that they do not speak this one, is answered in it at once, and what they want besides is done in it; one who merely speaks it, after ${switchAfter} clear utterances in a row. “OK”, “네” or a number speak for no language. From then on answers, voice, queue and metrics follow; each utterance is always redacted and understood in its own language.
- The embedded recogniser (\`npm start -- --call\`) hears the preferred language only.`,
    ko: `- 처음에는 플로의 고객 속성 \`language\`, 없으면 플로가 Amazon Connect 상담에 정한 언어(기본값 en-US는 아무것도 뜻하지 않는다), 둘 다 없으면 고객의 첫 분명한 말이 정한다.
- Amazon Transcribe는 \`SPOKEN_LANGUAGES\`(기본값 \`ko-KR,en-US\`)의 모든 언어를 듣되 상담 언어를 우선하고, 발화마다 언어를 알려 준다. 언어가 하나뿐이면 식별하지 않는다. 글자의 문자 체계가 분명하면 인식기의 판단보다 우선한다.
- 다른 언어를 말로 요청하거나 지금 언어를 못한다고 말하면 바로 그 언어로 답하고 함께 말한 용건도 그 언어로 처리하며, 그냥 그 언어로 말하면 분명한 발화가 ${switchAfter}번 이어진 뒤 바꾼다. “OK”, “네”, 숫자는 어느 언어의 근거도 아니다. 그때부터 답변·음성·대기열·지표가 따라가며, 발화의 마스킹과 이해는 언제나 그 발화의 언어로 한다.
- 내장 인식기(\`npm start -- --call\`)는 우선 언어만 듣는다.`,
  },
  textTitle: { en: "## Long text", ko: "## 긴 텍스트" },
  text: {
    en: "Amazon Comprehend takes 5,000 bytes of UTF-8 (three a syllable). A longer text is cut behind sentences — Korean endings count without a full stop, as recognisers write none —, else behind a space, never inside a character; all parts go to BatchDetectSentiment at once. Merged score = Σ lengthᵢ × scoreᵢ ÷ Σ lengthᵢ; the label is that of the highest score, and MIXED when POSITIVE and NEGATIVE lead within 0.1. Nothing is left out.",
    ko: "Amazon Comprehend는 UTF-8 5,000바이트까지 받는다(한글 한 음절 3바이트). 더 긴 글은 문장 끝에서 자르고(인식기는 마침표를 쓰지 않으므로 한국어 종결 어미도 문장 끝으로 본다), 없으면 공백에서 자르며, 글자 중간은 자르지 않는다. 모든 조각은 BatchDetectSentiment로 한꺼번에 보낸다. 합친 점수 = Σ 길이ᵢ × 점수ᵢ ÷ Σ 길이ᵢ이고, 가장 높은 점수의 라벨을 택하되 POSITIVE와 NEGATIVE가 0.1 이내로 앞서면 MIXED다. 빠뜨리는 부분은 없다.",
  },
  engineTitle: { en: "## Which sentiment engine", ko: "## 감정 분석 엔진" },
  engine: {
    en: `\`SENTIMENT_ENGINES\` names the engines in the order in which they are asked: \`comprehend,embedded\` unless set. The next one is asked at once when one is throttled, away or forbidden (metric \`SentimentFallbacks\`), and first when the one before does not read the language. An engine that was throttled or away ${restRules.failures} times in a row is asked last for ${restRules.restMs / 1_000} s, so that callers do not wait for its time-out. \`embedded\` alone sends no word to another service.`,
    ko: `\`SENTIMENT_ENGINES\`에 엔진을 묻는 순서대로 적는다(기본값 \`comprehend,embedded\`). 앞 엔진이 제한·장애·권한 문제로 답하지 못하면 곧바로 다음 엔진에 묻고(지표 \`SentimentFallbacks\`), 앞 엔진이 그 언어를 모르면 다음 엔진이 먼저 답한다. ${restRules.failures}번 연달아 답하지 못한 엔진은 ${restRules.restMs / 1_000}초 동안 마지막 순서로 밀려, 고객이 그 시간 초과를 기다리지 않는다. \`embedded\`만 적으면 어떤 말도 다른 서비스로 나가지 않는다.`,
  },
} as const;

/** The table of languages as a page: docs/languages.md in English, docs/languages.ko.md in Korean. */
export function languagesPage(language: keyof Text): string {
  const say = (text: Text) => text[language];
  const tell = (capability: Capability): string =>
    capability.answers
      ? capability.answers.map((engine) => say(engines[engine])).join(`; ${say(words.replaced)} `)
      : `${say(words.refused)}: ${say(capability.refused)}`;
  const columns = groupsOfAlike();
  const head = [say(words.service), ...columns.map((group) => group.map((one) => say(names[one])).join(", "))];
  const rows = languageServices.map((service) => [
    say(serviceNames[service]),
    ...columns.map(([first]) => (first === undefined ? "" : tell(capabilities[first][service]))),
  ]);
  return `${[
    say(words.title),
    say(words.other),
    say(words.note),
    markdownTable(head, rows),
    say(words.contactTitle),
    say(words.contact),
    say(words.engineTitle),
    say(words.engine),
    say(words.textTitle),
    say(words.text),
  ].join("\n\n")}\n`;
}

/** Languages of which the same is said share a column. */
function groupsOfAlike(): (Language | "other")[][] {
  const all = [...languages, "other"] as const;
  return [...Map.groupBy(all, (language) => JSON.stringify(capabilities[language])).values()];
}
