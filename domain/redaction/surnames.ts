import { isGivenName, isOnlyGivenName } from "./korean-given-names.ts";

/** Korean family names of one syllable that also work as evidence; rare ones that are common word beginnings (기, 선, 상, 이외) are left out. */
export const surnames =
  "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석마길라왕금옥육맹";

/** Further family names, too often the beginning of other words to be evidence by themselves. */
const rareSurnames =
  "설나봉표도국선제탁어은편용예경복태형계피두감빈동온호범팽승간견당화창옹위인목반부사연진하가기설모명";

/** Family names of two syllables. */
export const doubleSurnames: readonly string[] = ["남궁", "황보", "제갈", "사공", "선우", "독고", "서문"];

/** Words of two or three syllables that begin like a name and are none. */
const commonWords = new Set(
  (
    "이사온 차이로 차이가 차이는 고객 기다리 이용자 이용중 이용객 신청자 신청인 구매자 구매인 주문자 주문인 주문중 가입자 유학생 임산부 외국인 장애인 한국인 임차인 임대인 대학생 고등학 노인 노약자 소비자 배우자 피해자 " +
    "배송중 배송지 배송비 진행중 공사중 정지중 전화중 이동중 고장이 고장난 이상한 이상해 오류가 오류라 정상이 정상적 문제가 문제라 전화기 전화를 주소가 주소를 이름이 이름은 성함이 서비스 " +
    "하나도 하나만 하루만 조금만 조금더 우리집 이거를 이것도 이번에 이번달 지난번 지난달 지금은 지금도 오늘은 오늘도 문의가 문의를 상담사 상담원 담당자 기사님 사장님 선생님 관리자 공무원 " +
    "회사원 자영업 주부인 안내원 신규가 여기가 여기는 저기가 유선이 무선이 인터넷 요금제 요금이 환불이 교환이 취소가 반품이 결제가 한번만 한번더 전에도 도와주 도대체 나중에 여보세 " +
    "부모님 이모님 고모님 장모님 장인어 손주가 손자가 손녀가 조카가 이사를 이사한 현재는 원래는 최근에 최고예 정말로 진짜로 강아지 고양이 어머니 아버지 아들이 남편이 아내가 남자친 여자친 " +
    "주인이 주인님 손님이 조합원 임직원 유저가 유료가 고령자 노부부 한국말 영어로 문자가 문자를 안녕하 이쪽이 그쪽이 방금전 방문자 예약자 이제는 이미지 우체국 조회가 변경을 변경이 배달이 차주인 " +
    "사용자 판매자 세입자 사업자 담당이 대표이 팀장님 과장님 부장님 차장님 원장님 소장님 도우미 지점장 이웃집 이분이 이건요 구매한 주문한 신청한 고민이 심심한 장난이 공짜로 황당한 서운한 우울한 유명한 " +
    "피해서 남성은 남성들 여성은 여성들 한마리 장미빛 설명회 설명이 설명은 설명을 설정이 설정은 기본이 기본은 기본인 기사분 기사가 모임이 모임은 모두가 명세서 명의인 명절이 변경 성함 이전 변심 조회 전화 주소 문의 우편 신규 현재 지금 오늘 어제 이거 이건 이제 이미 저희 우리 방금 원래 하나 여기 남편 엄마 이름 정보 공동 유선 한번 안내 명의 인터 신청 주문 구매 정지 전부 조금 한가한 편한가 정확한 안전한 지원금 지원이 지인이 민원인 민원이 천천히 여러번 여자분 남자분 여자인 남자인 하청업 전문가 조심해 조용한 강남점 서울역 이십대 오십대 육십대 삼십대 사십대 칠십대 " +
    "정수기 주소지 신용이 조정이 정말로 진심이 한참을 이십년 오래전 유심이 공휴일 주말이 전세금 임차료 이용료 현금이 강사님 조회도 안전이 신분증 주민증 여권이 유치원 고시원 한의원 문화원 강원도 경기도 제주도 전주시 원주시 진주시 " +
    "하소연 한국형 소문자 대문자 신한이 신한인 국민이 국민인 우리이 하나이 추천해 추천을 정보가 명의로 계약이 안내가 안내를 배달원 주방장 전자제 공기청 이어폰 노트북 유모차 신청이 신청을 하자가 손실이 우리은 신한은 하나은 국민은 기업은 농협은 지불이 차이가 성인이 심사가 황당해 고지서 조건이 전기가 마음이 " +
    "서운해 화나서 심각한 심하게 억울해 안타까 강남구 서초구 강남역 서울역 홍대역 신촌역 수원역 잠실역 송파구 마포구 안양시 고양시 성남시 신촌점 홍대점 강서점 인천점 부산점 대전점 부산지 서울지 강남지"
  ).split(" "),
);

/** Syllables that given names are made of; first and second. */
const givenFirst =
  "겸결광국낙권균난담빈설숙슬승엽완율응익창충칠판필학흥가개강건검꽃누름모본봄샘온잎햇경규근기길나남다단달대덕도동두라려로루리마명무문미민바별병보봉빛사상새샛서석선설성세소솔송수순슬승시신심아안양여연영예오온용우운원유웅범복필익갑윤율은의이인일자재정제종주준중지진찬창채철초춘치태택탁평하한해향현혁형혜호홍화환효훈휘희";
const givenSecond =
  "강겸엽필혜례늬든루률팔헌협건검결꽃날들봄비빛샘솜잎경곤구국권규균근금기길나남늘다담덕돈동들라란람래량련령로록룡루름리린림마만명모목무문미민배백범별병보복봉빈빛삼상서석선섭성솔송수숙순슬승식신심아안애양연열영예옥온완용우욱운웅원월유윤율은을음의이인일임자재정제조종주준중지진찬창채철태택하한해향혁현형혜호홍화환회후훈휘희";

/** Whether three syllables could hardly be anything but a full name: a frequent family name and two syllables that given names are made of. */
export function isPlainName(word: string): boolean {
  return (
    word.length === 3 &&
    looksLikeName(word) &&
    hasGivenName(word) &&
    !everydayCompounds.has(word) &&
    !"이가도로만자인의은을비료권금증".includes(word[2] ?? "_")
  );
}

/** Whether what follows the first syllable of three is made of syllables that given names are made of. */
export function hasGivenName(word: string): boolean {
  return word.length === 3 && givenFirst.includes(word[1] ?? "_") && givenSecond.includes(word[2] ?? "_");
}

const frequentSurnames = "김이박최정강조윤장임한오서신권황안송홍문손배백허노곽양차";
const everydayCompounds = new Set(
  (
    "안사람 한라봉 정기권 강수량 강설량 강우량 강제성 강사라 강서구 강동구 강북구 이자율 이태원 이호선 이루길 이주일 이동성 이해심 이유식 이사라 이일날 이용권 이용자 이슬람 이슬비 이상해 이하나 이제서 이만원 이십일 장보기 장마철 장해진 서초동 서해안 서서히 " +
    "안정성 안전성 안다구 안마기 안내문 안내원 한동안 한다구 한여름 한시름 한다라 한의원 한대라 한번은 정도다 정보들 정보라 정해진 정동진 정치권 정비소 정상은 문화재 문제다 문화원 문서들 문자들 신도림 신경성 신사동 신여권 신용은 조리원 조상들 조명들 " +
    "조정해 조금은 백성들 백화점 홍은동 홍시다 오라구 오만원 오일은 최우선 최선배 최고가 최소한 차라리 차단제 차단기 차가운 차려주 차이라 차리구 손재주 손수건 송장은 배우들 배우기 배보다 배송은 노하우 노려보 안정은 고정은 한정은 조정은 배정은 추정은 지정은 선정은 구정은 우승은 조성은 구성은 전경은 신경은 배경은 환경은 장성은 백일이 변경은 우선주 우선은 국영수 이동하 차지은 유지은 공지은 양도인 임원들 권한다 황사주 김대리"
  ).split(" "),
);

/** Whether three syllables are taken for a name even where nothing says that they are one. */
export function isUnmistakableName(word: string): boolean {
  return (
    frequentSurnames.includes(word[0] ?? "_") &&
    hasGivenName(word) &&
    looksLikeName(word) &&
    !everydayCompounds.has(word) &&
    !/[비료권금증]$/.test(word)
  );
}

/**
 * Whether a word is a family name and a frequent given name: taken for a person wherever a noun can stand (`plain`), or where something can only stand
 * behind a noun (`doubtful`: a rare family name, or an ending that verbs and particles have as well).
 */
export function familiarity(word: string): "plain" | "doubtful" | undefined {
  const [family, given] = [word.slice(0, -2), word.slice(-2)];
  if (!isGivenName(given) || everydayCompounds.has(word) || commonWords.has(word)) return undefined;
  if (doubleSurnames.includes(family)) return "plain";
  if (family.length !== 1 || !`${surnames}${rareSurnames}`.includes(family)) return undefined;
  const isDoubtful = rareSurnames.includes(family) || "하한인이나라만해아자".includes(given[1] ?? "_");
  return isDoubtful ? (isOnlyGivenName(given) ? "doubtful" : undefined) : "plain";
}

/** Whether a family name is frequent enough to be one where a space parts it from the given name. */
export function isFrequentSurname(word: string): boolean {
  return frequentSurnames.includes(word) || doubleSurnames.includes(word);
}

/** Whether a syllable is a family name, rare ones included. */
export function isSurname(syllable: string): boolean {
  return surnames.includes(syllable) || rareSurnames.includes(syllable);
}

/** Whether a family name is more often the beginning of another word. */
export function isRareSurname(syllable: string): boolean {
  return rareSurnames.includes(syllable);
}

/** Whether a word looks like a name and is none. */
export function isEverydayWord(word: string): boolean {
  return commonWords.has(word) || everydayCompounds.has(word);
}

/** Like {@link looksLikeName} with rare family names too: where something else already says that a name is there. */
export function mayBeName(word: string): boolean {
  if (looksLikeName(word)) return true;
  return rareSurnames.includes(word[0] ?? "_") && hasGivenName(word) && !commonWords.has(word);
}

/** Whether two to four syllables look like a full Korean name: a family name and one or two more, and no everyday word. */
export function looksLikeName(word: string): boolean {
  if (!/^[가-힣]{2,4}$/.test(word) || commonWords.has(word) || commonWords.has(word.slice(0, 3))) return false;
  if (doubleSurnames.some((surname) => word.startsWith(surname))) return word.length >= 3;
  return surnames.includes(word[0] ?? "") && word.length <= 3;
}
