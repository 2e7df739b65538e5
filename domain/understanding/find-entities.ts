/** Kinds of entities, a part of Comprehend's (https://docs.aws.amazon.com/comprehend/latest/dg/how-entities.html). */
export type EntityType = "DATE" | "QUANTITY" | "ORGANIZATION" | "LOCATION" | "COMMERCIAL_ITEM" | "OTHER";

/** An entity with UTF-16 offsets, `end` exclusive, and a fixed score for its rule. */
export interface Entity {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly type: EntityType;
  readonly score: number;
}

interface Rule {
  readonly type: EntityType;
  readonly score: number;
  readonly pattern: RegExp;
}

const koreanNumeral = "(?:\\d[\\d,]{0,12}|[일이삼사오육칠팔구십백천만억]{1,10})";
const nativeNumeral = "(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|열한|열두|스무)";
const koreanRules: readonly Rule[] = [
  {
    type: "DATE",
    score: 0.95,
    pattern: new RegExp(`(?:${koreanNumeral}\\s?년\\s?)?${koreanNumeral}\\s?월(?:\\s?${koreanNumeral}\\s?일)?`, "g"),
  },
  {
    type: "DATE",
    score: 0.9,
    pattern:
      /(?:오늘|내일|모레|글피|어제|그저께|그제|엊그제|(?:이번|지난|다음)\s?(?:주|달|해)|지난주|작년|올해|내년|[월화수목금토일]요일|주말|평일)/g,
  },
  {
    type: "DATE",
    score: 0.9,
    pattern: new RegExp(
      `(?:(?:오전|오후|아침|저녁|밤|새벽|낮)\\s?)?(?:${nativeNumeral}|\\d{1,2})\\s?시(?:\\s?(?:${koreanNumeral}\\s?분|반))?(?=[\\s에까부쯤로이]|$)`,
      "g",
    ),
  },
  {
    type: "QUANTITY",
    score: 0.95,
    pattern: new RegExp(`${koreanNumeral}\\s?(?:원|달러|퍼센트|프로|기가|메가|킬로|인치|평|미터)`, "g"),
  },
  {
    type: "QUANTITY",
    score: 0.9,
    pattern: new RegExp(
      `(?:${nativeNumeral}|\\d{1,5})\\s?(?:개월|개|명|번째|번|장|대|벌|켤레|박스|시간|달|살|통|권|마리|그릇)(?![가-힣]{2})`,
      "g",
    ),
  },
  {
    type: "ORGANIZATION",
    score: 0.85,
    pattern:
      /[가-힣A-Z]{1,10}(?:은행|카드사|증권|보험|전자|통신|텔레콤|택배|우체국|백화점|마트|병원|대학교|소비자원|고객센터|홈쇼핑)/g,
  },
  {
    type: "LOCATION",
    score: 0.85,
    pattern:
      /(?:서울|부산|대구|인천|광주|대전|울산|세종|제주|경기|강원|충청|전라|경상)(?:특별시|광역시|시|도)?(?:\s[가-힣]{1,4}(?:시|군|구))?|[가-힣]{2,5}(?:역|점|동|지점)(?=[\s에은는이가으로]|$)/g,
  },
  {
    type: "COMMERCIAL_ITEM",
    score: 0.75,
    pattern:
      /(?:냉장고|세탁기|청소기|노트북|휴대폰|핸드폰|스마트폰|공유기|셋톱박스|티비|텔레비전|이어폰|신발|운동화|이불|침대|소파|정수기|전자레인지|압력솥|책|옷|바지|치마|가방)/g,
  },
];
const englishNumber =
  "(?:\\d[\\d,.]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a hundred|a few)";
const months = "(?:january|february|march|april|may|june|july|august|september|october|november|december)";
const englishRules: readonly Rule[] = [
  {
    type: "DATE",
    score: 0.95,
    pattern: new RegExp(`\\b${months}(?: \\d{1,2}(?:st|nd|rd|th)?)?(?:,? \\d{4})?\\b`, "gi"),
  },
  {
    type: "DATE",
    score: 0.9,
    pattern:
      /\b(?:today|tomorrow|yesterday|tonight|(?:last|next|this) (?:week|month|year|night|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/gi,
  },
  {
    type: "DATE",
    score: 0.9,
    pattern:
      /\b(?:\d{1,2}(?::\d{2})?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) ?(?:a\.?m\.?|p\.?m\.?|o'?clock)\b/gi,
  },
  {
    type: "QUANTITY",
    score: 0.9,
    pattern: new RegExp(
      `\\$\\d[\\d,.]{0,12}|\\b${englishNumber} (?:dollars?|won|percent|days?|weeks?|months?|years?|hours?|minutes?|times|items?|boxes|gigabytes?|people)\\b`,
      "gi",
    ),
  },
  {
    type: "ORGANIZATION",
    score: 0.8,
    pattern:
      /\b[A-Z][A-Za-z]{1,15}(?: [A-Z][A-Za-z]{1,15})? (?:Bank|Inc|Corp|Ltd|Company|Telecom|University|Hospital|Store)\b/g,
  },
  {
    type: "LOCATION",
    score: 0.85,
    pattern:
      /\b(?:Seoul|Busan|Incheon|Daegu|Daejeon|Gwangju|Ulsan|Jeju|Korea|New York|London|Paris|Tokyo|California|Texas)\b/gi,
  },
  {
    type: "COMMERCIAL_ITEM",
    score: 0.75,
    pattern:
      /\b(?:laptop|phone|router|modem|tv|television|headphones|shoes|jacket|fridge|vacuum|tablet|charger|camera)s?\b/gi,
  },
];
const placeholder: Rule = { type: "OTHER", score: 0.99, pattern: /\[[A-Z_]{3,14}\]/g };

/**
 * Dates, quantities, organisations, places and goods by rules and small word lists, in order and without overlaps (the earlier rule wins). Simple on purpose:
 * it stands in for Comprehend on the local stack. People are not looked for; they have been redacted, and placeholders come back as OTHER.
 */
export function findEntities(text: string, languageCode: string): Entity[] {
  const rules = [placeholder, ...(languageCode.startsWith("ko") ? koreanRules : englishRules)];
  const taken = new Uint8Array(text.length);
  const entities: Entity[] = [];
  for (const { type, score, pattern } of rules) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (taken.subarray(start, end).includes(1)) continue;
      taken.fill(1, start, end);
      entities.push({ start, end, text: match[0], type, score });
    }
  }
  return entities.sort((a, b) => a.start - b.start);
}
