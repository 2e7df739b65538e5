/** Korean family names of one syllable that also work as evidence; rare ones that are common word beginnings (기, 선, 상, 이외) are left out. */
export const surnames =
  "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석마길라왕금옥육맹";

/** Family names of two syllables. */
export const doubleSurnames: readonly string[] = ["남궁", "황보", "제갈", "사공", "선우", "독고", "서문"];

/** Words of two or three syllables that begin like a name and are none. */
const commonWords = new Set(
  (
    "고객 이용자 이용중 이용객 신청자 신청인 구매자 구매인 주문자 주문인 주문중 가입자 유학생 임산부 외국인 장애인 한국인 임차인 임대인 대학생 고등학 노인 노약자 소비자 배우자 피해자 " +
    "배송중 배송지 배송비 진행중 공사중 정지중 전화중 이동중 고장이 고장난 이상한 이상해 오류가 오류라 정상이 정상적 문제가 문제라 전화기 전화를 주소가 주소를 이름이 이름은 성함이 서비스 " +
    "하나도 하나만 하루만 조금만 조금더 우리집 이거를 이것도 이번에 이번달 지난번 지난달 지금은 지금도 오늘은 오늘도 문의가 문의를 상담사 상담원 담당자 기사님 사장님 선생님 관리자 공무원 " +
    "회사원 자영업 주부인 안내원 신규가 여기가 여기는 저기가 유선이 무선이 인터넷 요금제 요금이 환불이 교환이 취소가 반품이 결제가 한번만 한번더 전에도 도와주 도대체 나중에 여보세 " +
    "부모님 이모님 고모님 장모님 장인어 손주가 손자가 손녀가 조카가 이사를 이사한 현재는 원래는 최근에 최고예 정말로 진짜로 강아지 고양이 어머니 아버지 아들이 남편이 아내가 남자친 여자친 " +
    "주인이 주인님 손님이 조합원 임직원 유저가 유료가 고령자 노부부 한국말 영어로 문자가 문자를 안녕하 이쪽이 그쪽이 방금전 방문자 예약자 이제는 이미지 우체국 조회가 변경을 변경이 배달이 차주인 " +
    "사용자 판매자 세입자 사업자 담당이 대표이 팀장님 과장님 부장님 차장님 원장님 소장님 도우미 지점장 이웃집 이분이 이건요 구매한 주문한 신청한 고민이 심심한 장난이 공짜로 황당한 서운한 우울한 유명한 " +
    "변경 성함 이전 변심 조회 전화 주소 문의 우편 신규 현재 지금 오늘 어제 이거 이건 이제 이미 저희 우리 방금 원래 하나 여기 남편 엄마 이름 정보 공동 유선 한번 안내 명의 인터 신청 주문 구매 정지 전부 조금 한가한 편한가 정확한 안전한 지원금 지원이 지인이 민원인 민원이 천천히 여러번 여자분 남자분 여자인 남자인 하청업 전문가 조심해 조용한 강남점 서울역 이십대 오십대 육십대 삼십대 사십대 칠십대"
  ).split(" "),
);

/** Whether two to four syllables look like a full Korean name: a family name and one or two more, and no everyday word. */
export function looksLikeName(word: string): boolean {
  if (!/^[가-힣]{2,4}$/.test(word) || commonWords.has(word) || commonWords.has(word.slice(0, 3))) return false;
  if (doubleSurnames.some((surname) => word.startsWith(surname))) return word.length >= 3;
  return surnames.includes(word[0] ?? "") && word.length <= 3;
}
