import type { Text } from "../metrics/metric.ts";

/** A base language (ISO 639-1), as far as any of our services knows it by name. */
export const languages = ["ko", "en", "ja", "zh", "es", "fr", "de", "it", "pt", "hi", "ar"] as const;
export type Language = (typeof languages)[number];

/** What the centre does for a caller, each a service of its own. */
export const languageServices = [
  "contact",
  "transcription",
  "identification",
  "redaction",
  "intent",
  "sentiment",
  "answers",
  "voice",
] as const;
export type LanguageService = (typeof languageServices)[number];

/** What may answer for a service. */
export const engines = {
  pipeline: { en: "this pipeline", ko: "이 파이프라인" },
  transcribe: { en: "Amazon Transcribe streaming", ko: "Amazon Transcribe 스트리밍" },
  comprehend: { en: "Amazon Comprehend", ko: "Amazon Comprehend" },
  script: { en: "the script of the words", ko: "글자의 문자 체계" },
  embedded: { en: "embedded model", ko: "내장 모델" },
  rules: { en: "rules of `domain/redaction`", ko: "`domain/redaction`의 규칙" },
  texts: { en: "texts of `domain/dialogue/data`", ko: "`domain/dialogue/data`의 문구" },
  polly: { en: "Amazon Polly through Amazon Connect", ko: "Amazon Connect를 통한 Amazon Polly" },
} as const satisfies Readonly<Record<string, Text>>;
export type Engine = keyof typeof engines;

/** What becomes of a service in a language: the engines that answer, each replacing the one before it, or a refusal with what happens instead. */
export type Capability =
  | { readonly answers: readonly [Engine, ...Engine[]] }
  | { readonly refused: Text; readonly answers?: never };

const by = (...answers: [Engine, ...Engine[]]): Capability => ({ answers });
const refused = (en: string, ko: string): Capability => ({ refused: { en, ko } });

const noContact = refused(
  "`flow/begin-media` refuses the flow's attribute; the flow's error branch hands the caller to a person",
  "`flow/begin-media`가 플로 속성을 거절하고, 플로의 오류 분기가 고객을 사람에게 넘긴다",
);
const withheld = refused(
  "the words are withheld: `[WITHHELD]` is kept in their place",
  "말을 보관하지 않고 그 자리에 `[WITHHELD]`만 남긴다",
);
const noIntent = refused("the intent is `out_of_scope`", "의도는 `out_of_scope`가 된다");
const noAnswer = refused("answered in English", "영어로 답한다");
const notHeard = refused(
  "no speech session is opened: nothing could be kept of what was heard",
  "음성 세션을 열지 않는다. 들어도 보관할 수 없다",
);

/** A language that the centre serves from the first word to the last. Amazon Comprehend reads sentiment of both; the embedded model replaces it. */
const served: Readonly<Record<LanguageService, Capability>> = {
  contact: by("pipeline"),
  transcription: by("transcribe"),
  identification: by("transcribe", "script"),
  redaction: by("rules"),
  intent: by("embedded"),
  sentiment: by("comprehend", "embedded"),
  answers: by("texts"),
  voice: by("polly"),
};

/**
 * A language in which Amazon Comprehend reads sentiment and nobody here takes out personal data: what cannot be redacted is not heard.
 * Languages of Comprehend: https://docs.aws.amazon.com/comprehend/latest/dg/supported-languages.html
 */
const sentimentOnly: Readonly<Record<LanguageService, Capability>> = {
  contact: noContact,
  transcription: notHeard,
  identification: notHeard,
  redaction: withheld,
  intent: noIntent,
  sentiment: by("comprehend"),
  answers: noAnswer,
  voice: noAnswer,
};

/** Any other language. */
const unknown: Readonly<Record<LanguageService, Capability>> = {
  ...sentimentOnly,
  sentiment: refused("the sentiment is `UNKNOWN`", "감정은 `UNKNOWN`이 된다"),
};

/** Service by language: the one place that says what answers, what replaces it, and what is refused. docs/languages.md is made of it. */
export const capabilities: Readonly<Record<Language | "other", Readonly<Record<LanguageService, Capability>>>> = {
  ko: served,
  en: served,
  ja: sentimentOnly,
  zh: sentimentOnly,
  es: sentimentOnly,
  fr: sentimentOnly,
  de: sentimentOnly,
  it: sentimentOnly,
  pt: sentimentOnly,
  hi: sentimentOnly,
  ar: sentimentOnly,
  other: unknown,
};

/** What becomes of a service in a language. @param languageCode BCP-47, e.g. `ko-KR` */
export function capabilityOf(service: LanguageService, languageCode: string): Capability {
  return capabilities[baseLanguageOf(languageCode) ?? "other"][service];
}

/** The engines that answer for a service in a language, in their order; none where it is refused. */
export function enginesFor(service: LanguageService, languageCode: string): readonly Engine[] {
  return capabilityOf(service, languageCode).answers ?? [];
}

/** Whether a service answers in a language. */
export function isServed(service: LanguageService, languageCode: string): boolean {
  return enginesFor(service, languageCode).length > 0;
}

/** The base language of a BCP-47 code; undefined for one that no service knows. */
export function baseLanguageOf(languageCode: string): Language | undefined {
  const base = languageCode.split("-")[0]?.toLowerCase();
  return languages.find((language) => language === base);
}
