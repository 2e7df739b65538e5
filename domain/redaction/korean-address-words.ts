/** What a word can be in a Korean address. `link` joins two parts; `suffix` belongs to a number that was said before it; `other` may be a building's name. */
export type AddressWordKind =
  | "region"
  | "town"
  | "road"
  | "lane"
  | "hill"
  | "number"
  | "unit"
  | "suffix"
  | "building"
  | "link"
  | "other";

/** A word read as part of an address. */
export interface AddressWord {
  readonly kind: AddressWordKind;
  /** How many characters of the word belong to the address; particles do not. */
  readonly length: number;
  /** Can only be an address: a lot with two numbers, a numbered lane. */
  readonly isTelling: boolean;
}

const figures = "(?:\\d{1,5}|[일이삼사오육륙칠팔구십백천공영]{1,7})";
const provinces = "서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주";
const gluedRegion = new RegExp(`^(?:${provinces})|^[가-힣]{1,4}(?:시|군|구)`);
const province =
  /^(?:서울|부산|대구|인천|광주|대전|울산|세종)(?:특별시|광역시|특별자치시|시)?$|^(?:경기|강원|충청[남북]|전라[남북]|전북|경상[남북]|제주)(?:특별자치)?도?$|^(?:충북|충남|전남|경북|경남)$/;
/** Cities, counties and districts as they are called without 시, 군 and 구, but for those that are everyday words. */
const bareRegions = new Set(
  (
    "강남 강동 강북 강서 관악 광진 구로 금천 노원 도봉 동대문 동작 마포 서대문 서초 성동 성북 송파 양천 영등포 용산 은평 종로 중랑 해운대 사하 금정 연제 수영 사상 기장 동래 부산진 수성 달서 달성 연수 남동 부평 계양 미추홀 강화 광산 유성 대덕 울주 " +
    "수원 영통 팔달 권선 장안 성남 분당 수정 중원 의정부 안양 동안 만안 부천 광명 평택 동두천 안산 단원 상록 고양 일산 일산동구 일산서구 덕양 과천 구리 남양주 오산 시흥 군포 의왕 하남 용인 수지 기흥 처인 파주 이천 안성 김포 화성 동탄 양주 포천 여주 연천 가평 양평 " +
    "춘천 원주 강릉 동해 태백 속초 삼척 홍천 횡성 영월 평창 정선 철원 화천 양구 인제 양양 청주 충주 제천 보은 옥천 영동 진천 괴산 음성 단양 증평 천안 공주 보령 아산 서산 논산 계룡 당진 금산 부여 서천 청양 홍성 예산 태안 전주 군산 익산 정읍 남원 김제 완주 진안 무주 장수 임실 순창 고창 부안 " +
    "목포 여수 순천 나주 광양 담양 곡성 구례 고흥 보성 화순 장흥 강진 해남 영암 무안 함평 영광 장성 완도 진도 신안 포항 경주 김천 안동 구미 영주 영천 상주 문경 경산 의성 청송 영양 영덕 청도 고령 성주 칠곡 예천 봉화 울진 울릉 창원 마산 진해 진주 통영 사천 김해 밀양 거제 양산 의령 함안 창녕 고성 남해 하동 산청 함양 거창 합천 제주 서귀포"
  ).split(" "),
);
const district = /^[가-힣]{1,4}(?:시|군|구)$/;
const town = /^[가-힣]{1,5}\d?(?:읍|면|동|리)$|^[가-힣]{2,4}(?:\d|[일이삼사오육칠])가$/;
const noPlace = new Set(
  (
    "다시 역시 혹시 잠시 몇시 필시 즉시 동시 일시 임시 무시 접시 게시 표시 실시 수시 친구 누구 입구 출구 창구 요구 가구 도구 축구 야구 농구 문구 기구 전구 지구 하면 그러면 그럼 이면 되면 오면 가면 보면 " +
    "화면 측면 전면 방면 우리 빨리 멀리 미리 정리 처리 수리 거리 자리 소리 관리 머리 다리 요리 유리 논리 권리 심리 이리 저리 그리 행동 자동 이동 운동 활동 작동 변동 연동 감동 공동 아동 진동 충동 노동 수동 " +
    "제가 내가 네가 누가 여가 휴가 평가 추가 단가 정가 원가 물가 증가 결과가 기사가 택배가 전화가 요금이 뒷자리 앞자리 끝자리 마무리 아무리 카테고리 배터리 갤러리 대리 쓰면 있으면 없으면 안되면 이번동 되시 " +
    "그러시 나오면 취소하면 하시 주시 오시 계시 연락드리 어떡하면 말하면 전화하면 누르면 모르면 본인동"
  ).split(" "),
);
const road = /^[가-힣]{1,8}\d{0,3}(?:대로|로|길)$/;
const noRoad =
  /^(?:바로|그대로|이대로|저대로|마음대로|맘대로|제대로|서로|별로|따로|새로|주로|실제로|추가로|할부로|진짜로|정말로|오는길|가는길|번길|임의로|메일로|이걸로|그걸로|저걸로|걸로|대로|로|길|이길|그길|무료로|유료로|때로|스스로|도로|홀로|위로|아래로|뒤로|대체로|의외로|별도로|여기로|거기로|저기로|이리로|어디로|집으?로)$|(?:으로|카드로|전화로|번호로|문자로|택배로|이체로|결제로|처리로|주소로|회사로|코드로|하대로|한대로|해진대로|호로|층로|이메일로|카톡로|시불로|상태로|이유로|문제로|차로|제로|날짜로|순서로|개로|자로|재로|사로)$/;
const roadWithNumber = new RegExp(
  `^([가-힣]{1,8}\\d{0,3}(?:대로|로))(?:${figures}번?길)?(?:\\d{1,5}(?:-\\d{1,4})?)?|^([가-힣]{1,8}길)(\\d{1,5}(?:-\\d{1,4})?)`,
);
const lane = new RegExp(`^${figures}번?(?:가|나|다|라|마)?길`);
const houseNumber = new RegExp(`^${figures}(?:(?:-|다시|대시|에)${figures})?(?:번지)?`);
const unit = new RegExp(
  `^(?:지하|제)?(?:[가나다라마바사아A-Za-z]|에이|비|씨|디|상가)?-?${figures}(?:동|호실|호|층|단지|차(?=$))|^(?:[가나다라마바사아A-Za-z]|에이|비|씨|디)동(?![가-힣]{2})|^(?:반지하|옥탑방?|(?:반?지하|지|옥)층)`,
);
const building =
  /^[가-힣A-Za-z0-9]{0,12}(?:아파트|빌딩|오피스텔|빌라|타워|맨션|주택|상가|팰리스|파크|자이|래미안|푸르지오|힐스테이트|롯데캐슬|캐슬|아이파크|더샵|이편한세상|휴먼시아|센트럴|스퀘어|플라자|프라자|시티|단지|마을|연립|원룸|고시원|기숙사|사서함)/;
const hill = new RegExp(`^산(?:\\s?${figures}(?:-${figures})?(?:번지)?)?`);
const link =
  /^(?:다시|에|대시|하이픈|-|그|음|어|저|저기|그러니까|아니|아니다|지하|뭐더라|뭐였지|뭐지|뭐냐|뭐였더라|잠깐만요?|잠시만요?)$/;
const suffix = /^(?:번지|번?[가나다라마]?길|동|호|층|단지|통|반)/;
/** "이십사 나길". */
const numberedLane = /^번?[가나다라마]?길/;
/** "효자동 2가". */
const section = /^[1-7일이삼사오육칠]가$/;
/** Particles and endings that stay outside. */
const tail =
  /^(?:이(?:십니|신|세|셔|시|었|던|거|잖|더)[가-힣]{0,4}|이라고요?|라고요?|이라서요?|라서요?|이에요|예요|에요|입니다|이고요|이구요|고요|구요|인데요?|이요|이고|으로요?|로요?|에서는?|에요|에|요|이|가|은|는|을|를|의|거든요|이거든요|까지|여|이여|유|번집니다|번진데요?|라예|여유|이유|예|이고예|이라예|입니더|이래요|이죠|죠|네요|이네요|쯤|쪽|옆|앞|이랑|하고|도|이며|이야|인데|라)$/;
const particleEnd = /(?:은|는|을|를|에서|으로|에게|한테|이요|예요|에요|까지|부터|하고|이고|이랑|라고)$/;

/** Reads one word. What it means is decided by what stands around it: a word can be a number here and nothing there. */
export function readAddressWord(word: string): AddressWord {
  if (section.test(word)) return take("town", word.length);
  const first = word.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return readNumber(word) ?? other(word);
  if (province.test(word) || bareRegions.has(word)) return take("region", word.length);
  if (link.test(word)) return take("link", word.length);
  if (noPlace.has(word)) return other(word);
  const hillNumber = hill.exec(word)?.[0].length;
  if (hillNumber !== undefined && isEnded(word, hillNumber)) return take("hill", hillNumber, hillNumber > 3);
  return (
    readNumber(word) ??
    (numberedLane.test(word) ? readSuffix(word) : readPlace(word)) ??
    readSuffix(word) ??
    readBuilding(word)
  );
}

/** All of an address in one word: "강남구테헤란로칠길이십이신성빌딩십일층". */
const glued = new RegExp(
  `^(?=[가-힣0-9-]{8})(?:(?:${provinces})(?:특별자치시|특별시|광역시|특별자치도|시|도)?)?(?:[가-힣]{1,4}?(?:시|군|구)){0,2}(?:[가-힣]{1,4}?(?:읍|면))?[가-힣]{1,6}?(?:대로|로|길|동|리)(?:${figures}번?길)?${figures}(?:-${figures}|번지)?(?:(?:[가-힣]{0,8}?(?:아파트|빌딩|오피스텔|빌라|타워|맨션|상가))?(?:${figures}(?:동|층|호)){0,3})(?![동층호])`,
);

/** The length of an address that is written as one word with its region; undefined for any other word. */
export function gluedLength(word: string): number | undefined {
  const found = glued.exec(word)?.[0];
  return found !== undefined && gluedRegion.test(found) ? found.length : undefined;
}

/** Whether a word that is no part of an address by itself may be a building's name. */
export function mayNameBuilding(word: string): boolean {
  return /^[가-힣A-Za-z0-9]{2,12}$/.test(word) && !particleEnd.test(word) && !noPlace.has(word) && !/^\d+$/.test(word);
}

function take(kind: AddressWordKind, length: number, isTelling = false): AddressWord {
  return { kind, length, isTelling };
}

function other(word: string): AddressWord {
  return take("other", word.length);
}

function isEnded(word: string, length: number): boolean {
  return length === word.length || tail.test(word.slice(length));
}

function readNumber(word: string): AddressWord | undefined {
  const unitLength = unit.exec(word)?.[0].length ?? 0;
  if (unitLength > 0 && (isEnded(word, unitLength) || unit.test(word.slice(unitLength))))
    return take("unit", unitLength + (unit.exec(word.slice(unitLength))?.[0].length ?? 0));
  const laneLength = lane.exec(word)?.[0].length ?? 0;
  if (laneLength > 0) {
    const rest = houseNumber.exec(word.slice(laneLength))?.[0].length ?? 0;
    if (isEnded(word, laneLength + rest)) return take("lane", laneLength + rest, true);
  }
  const number = houseNumber.exec(word)?.[0] ?? "";
  if (number === "" || word.startsWith("0")) return undefined;
  for (let length = number.length; length > 0; length -= 1)
    if (isEnded(word, length)) return take("number", length, /-|다시|대시|번지/.test(number.slice(0, length)));
  return undefined;
}

function readPlace(word: string): AddressWord | undefined {
  if (road.test(word)) return noRoad.test(word) ? undefined : take("road", word.length, /\d/.test(word));
  if (district.test(word)) return take("region", word.length);
  if (town.test(word)) return take("town", word.length);
  const joined = roadWithNumber.exec(word);
  if (!joined || !isEnded(word, joined[0].length) || noRoad.test(joined[1] ?? joined[2] ?? "")) return undefined;
  return /\d|길/.test(joined[0].slice((joined[1] ?? joined[2] ?? "").length))
    ? take("lane", joined[0].length, true)
    : undefined;
}

/** What belongs to the number before it. */
function readSuffix(word: string): AddressWord | undefined {
  const length = suffix.exec(word)?.[0].length ?? 0;
  return length > 0 && isEnded(word, length) ? take("suffix", length) : undefined;
}

function readBuilding(word: string): AddressWord {
  const named = building.exec(word)?.[0].length ?? 0;
  return named > 0 && isEnded(word, named) ? take("building", named) : other(word);
}
