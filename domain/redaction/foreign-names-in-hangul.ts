import { notNames } from "./not-names.ts";

/** Given and family names of people from abroad as Korean writes them. General knowledge; those that are everyday words too (마크, 로즈, 진) are left out. */
const names =
  "브라이언 마이클 데이비드 데이빗 제임스 제니퍼 제시카 줄리아 줄리 마리아 크리스 크리스토퍼 크리스티나 알렉스 알렉산더 다니엘 에밀리 제이슨 케빈 스티브 스티븐 피터 앤드류 앤드루 매튜 로버트 윌리엄 리처드 토마스 토머스 찰스 엠마 올리비아 소피아 미셸 " +
  "그레이스 캐서린 엘리자베스 헬렌 수잔 린다 낸시 조나단 조셉 요셉 사무엘 벤자민 니콜라스 에릭 패트릭 스미스 존슨 브라운 윌리엄스 앤더슨 테일러 토마스 잭슨 마르코 안토니오 카를로스 호세 후안 미겔 루이스 프란체스코 한스 피에르 장폴 이반 올가 나타샤 드미트리 세르게이 알리나 " +
  "응우옌 응웬 누엔 쩐 팜 부이 도안 왕웨이 리웨이 장웨이 리나 왕팡 첸 황샤오밍 타나카 다나카 스즈키 사토 야마다 야마모토 나카무라 고바야시 다카하시 와타나베 이토 무하마드 모하메드 무함마드 압둘 압둘라 아흐메드 하산 후세인 파티마 라지 쿠마르 싱 바트 오트곤 솜차이 수파폰 마리셀 산토스 " +
  "존 폴 톰 벤 댄 앤 케이트 에이미 레이첼 사라 안나 루시 빅터 빈센트 에드워드 조지 헨리 올리버 해리 찰리 오스카 휴고 펠릭스 루카스 레오 엘레나 이사벨 클라라 안드레이 알렉세이 유리아 예카테리나 블라디미르 아이샤 자이넵 라히마 술탄 카림 오마르 유수프 이브라힘 " +
  "트란 쩐티 팜티 응우옌티 후인 보티 도티 왕밍 왕리 장리 리팡 류양 천웨이 린메이 하루토 유키 사쿠라 켄지 히로시 미나코 요시다 사사키 마쓰모토 이노우에 산지브 프리야 아난드 샤르마 파텔 굽타 나빈 라메시 수실 바야르 간바타르 솜차이 나파 위차이 아구스 데위 푸트리 마르와 곤살레스 로드리게스 가르시아 페르난데스 로페즈 실바";
const known: ReadonlySet<string> = new Set(names.split(" "));

/** What a foreign name is said to be: behind a copula, an honorific or "이라고". */
const ending =
  /^(?:\s?(?:씨|님)(?![가-힣]{2})|\s고객|이?라고(?:요|\s|합|하|해|불|등록|되|돼|적)|\s(?:팀장|과장|대리|원장|선생|부장|실장|교수|상담[사원]|매니저|기사)|이에요|예요|입니다|이고|이요(?=[\s.,]|$)|인데|이라(?=\s)|거든|이?가\s제\s이름|이?라는\s이름|이라는\s사람|라는\s사람|(?:으?로)\s?(?:예약|등록|가입|주문|신청|되|돼|나오|나와|적|했|할게|해\s|저장|뜨|떠|표기|기재|바꿔|변경)|\s(?:이름|명의|앞으로))/;

/** What is said of a foreign name: "왕 리입니다 중국 사람이에요". */
const explained =
  /^((?!\S+\s(?:제|저희|내|우리)\s)(?:[가-힣]{1,6} ){0,2}[가-힣]{1,6}?)(?:이?라고|입니다|이?에요|예요|인데|이?요|이?고)요?[\s,.](?:\S{1,4}\s)?(?:영어|외국|베트남|중국|미국|영국|일본|필리핀|몽골|태국|러시아|우즈벡\S{0,3}|네팔|캄보디아|인도|인도네시아|독일|프랑스|스페인|캐나다|호주|대만|홍콩|라오스|미얀마|방글라데시|파키스탄|스리랑카|이란|이집트|브라질|말레이시아|싱가포르)\s?(?:에서\s(?:\S{1,3}\s)?)?(?:이름|사람|분|국적|직원|친구|학생|며느리|사위|와이프|남편|아내|여자|남자|왔|온\s)/;

/** Whose name it is said to be: "왕샤오가 제 이름이에요", "쩐티옌이 제 아내예요". */
const owned =
  /^((?!그게|이게|저게|뭐가|그것|이것|이거|그거|어느|누가|상호|닉네)[가-힣]{2,6}?)[이가]\s(?:(?:(?:제|저희|우리|진짜|원래)\s)?(?:이름|본명|실명)|제\s(?:아내|남편|와이프))(?:이[고에라]|이?요|예요|입니다|인데)/;

/** A name that ended before the next word. */
const ended = /(?:요|니다|라는|라고|이고|인데|이라|거든|씨|님)$/;

/** A given name that no list knows stands before a known family name. */
const mayBeGiven = /^(?!(?:제|저|전|내|네|예|그|우리|저희)$)[가-힣]{0,2}[^자인님은는이가도요만네의]$/;

/** The length of a foreign name of one to three words that begins here, where an ending says that it is one; at the beginning of what is said, any words that are explained so. */
export function foreignNameLength(window: string, isOpening: boolean): number | undefined {
  const said = isOpening ? explained.exec(window)?.[1] : undefined;
  if (said !== undefined) return said.length;
  const ownedName = owned.exec(window)?.[1];
  if (ownedName !== undefined && !notNames.has(ownedName.slice(0, 2)) && !/[분람]$/.test(ownedName))
    return ownedName.length;
  const words = window.split(" ", 3);
  for (let count = words.length; count >= 1; count -= 1) {
    const start = words.slice(0, count - 1).join(" ");
    const from = start === "" ? 0 : start.length + 1;
    const isKnown = known.has(words[0] ?? "");
    if (count > 2 && ended.test(words[1] ?? "")) continue;
    if (count > 1 && !isKnown && !(count === 2 && mayBeGiven.test(words[0] ?? ""))) continue;
    for (let size = 6; size >= 1; size -= 1) {
      const last = window.slice(from, from + size);
      const isName = /^[가-힣]+$/.test(last) && (isKnown || known.has(last));
      if (holdsCopula(last, window.slice(from + size))) continue;
      if (isName && ending.test(window.slice(from + size))) return from + size;
    }
  }
  return undefined;
}

/** "박이라고": behind a closed syllable 이 is the copula's. */
function holdsCopula(word: string, rest: string): boolean {
  return word.endsWith("이") && (word.charCodeAt(word.length - 2) - 0xac00) % 28 > 0 && /^라[고는]/.test(rest);
}
