/*
 * What stands around Korean names. Windows of at most 40 characters are matched, never a whole text.
 */

const pause = "(?:(?:음|어|그|저|아|네|예|저기|그러니까|제가)[,.]?\\s){0,2}";
const relation =
  "(?:남편|아내|와이프|부인|어머니|아버지|어머님|아버님|엄마|아빠|딸|아들|동생|여동생|남동생|언니|오빠|누나|형|친구|할머니|할아버지|보호자|대리인|배우자|본인|고객|환자|직원|기사|상담사|상담원|매니저|담당자|아이|아기|애)";
/** Words after which a name follows. */
export const announced = new RegExp(
  `(?:(?:이름|성함|성명|존함|예금주|명의자?|수취인|수령인|수령자|입금자|주문자|신청자|신청인|주문인|구매자|구매인|구입자|결제자|발신인|송금인|송금자|피보험자|수익자|가입인|계약인|임차인|계약자|가입자|고객|사용자|상담사|상담원|매니저|담당자|보호자|대리인|세대주|예약자)명?|받는\\s?(?:사람|분)|받으시는\\s?분|받으실\\s?분|보내는\\s?(?:사람|분)|보내신\\s?분|받으신\\s?분|동거인|세대원)(?:요|은요)?(?:\\s?(?:이름|성함)(?:이|은)?)?(?:은|는|이|가|으로는|란은|이요)?\\s?[:,]?\\s${pause}$`,
);
/** "성함이 어떻게 되세요". */
export const asked = new RegExp(
  `(?:이름|성함)(?:이|은|을)?\\s(?:어떻게\\s되\\S{1,4}|뭐\\S{0,6}|말씀\\S{0,3}(?:\\s\\S{1,4})?|불러\\s?\\S{1,4})[?.]?\\s${pause}$`,
);
/** Relatives and others after whom a name may follow, with words between. */
export const related = new RegExp(
  `(?:^|[\\s\uE000])(?:저희\\s|우리\\s|제\\s)?${relation}(?:인|은|는|이|가|께서)?\\s(?:성함\\S?\\s|이름\\S?\\s)?$`,
);
/** "예금주명", "이름" without a space before the name are not read; these may stand where a name may ("고객센터"). */
export const noAnnouncement = /(?:고객|상담사|상담원|담당자|매니저|보호자)\s$/;
/** Words with which callers introduce themselves. */
export const introduced = new RegExp(
  `(?:^|[\\s,.?!\uE000])(?:저는|전|나는|난|제가|내가|저|여기는|여기|접니다|아니요|네|예|아|여보세요|안녕하세요|안녕하십니까)[,.]?\\s${pause}$`,
);
/** What follows an announced name. */
export const copula =
  /^(?:이라고|라고|이라는|라는|이라서|라서|이에요|예요|에요|이예요|입니다|이세요|이십니다|세요|십니다|이신|신데|이셔|이었|였|이고요|이고|고요|이구요|구요|고|이요|요|인데요|인데|이거든요|거든요|이야|야|으로|로|이며|이랑|랑|이|가|은|는|을|를|의|도|하고|씨|님|고객|\s|[.,?!]|$)/;
/** What only a noun is followed by. */
export const strongCopula =
  /^(?:이라고|라고\s?(?:합|하|해|했|불|등|돼|되|적|써|요)|이라는|이에요|예요|이예요|입니다|이세요|이십니다|이신데|이시고|이셔|이었|이고요|이구요|이고\s|인데요|이거든요|이요|님|\s?씨(?:\s|입|이|예|$)|이\s아니)/;
/** What makes a self-introduction of a name without "제 이름은". */
export const selfNamed =
  /^(?:이라고\s?(?:합|하|해|불|부|저장|등록|돼|되|적)|라고\s?(?:합|하|해|불|부|저장|등록|돼|되|적)|입니다|이라는|라는\s(?:사람|고객|이름)|이에요|예요|인데요|이고요|이구요|이라고요|라고요|이거든요|이고\s|인데\s|이라서|인데$|이었|였|이요(?=\s|[.,]|$)|요(?=\s|[.,]|$))/;
/** What callers say of how somebody is called. */
export const calledSo = /^(?:이라고|라고)\s?(?:합|하는|하고|해요|해서|불|저장|등록|적|돼|되|써|쓰|기재|들었)/;
/** Honorifics and titles behind a name; they stay. */
export const honorific =
  /^\s?(?:고객님|고객(?=인데|이에|입니|이고|이라)|고객\s님|씨|님|회원님|사모님|어르신|선생님|여사|환자분|환자|매니저|과장|팀장|대리|부장|차장|실장|원장|교수|박사|대표|사장|기사|상담사|상담원|변호사|간호사|주임|사원|점장|이사님|선생)(?:님)?(?![가-힣]*(?:앗|름))(?=[\s,.?!]|이|은|는|을|를|께|한|맞|되|계|의|입|예|에|앞|으로|로|도|과|와|랑|하|께|인|시|$)/;
/** Words behind a name that say that it was one. */
export const nameBehind =
  /^(?:이에요|예요|입니다|이요|요|인데요|이라고요|라고요|이고요)\s(?:(?:제|저|내|저희)\s)?(?:이름|성함|성이|성은|본명)|^\s?(?:앞으로|이름으로|명의|계좌로|본인\s?맞)|^으?로\s(?:예약|가입|주문|등록|결제|계약|신청|접수|입금|보냈)/;
/** A family name alone follows. */
export const surnameCue = /(?:^|\s)성(?:은|이|씨는|씨가|함은)\s$/;
/** What was said before is taken back: "… 아니고". */
export const takenBack = /(?:은|는|이|가)\s아니(?:고|라)\s$/;
/** Three syllables that end as verbs do. */
export const verbEnd = /^..[하할한해했되된될으와러려게고면던든]/;
/** What follows a name that nothing announces. */
export const bareCopula =
  /^(?:입니다|이에요|이예요|인데|이고\s|이구|이라고|이라는|이요(?=[\s.,]|$)|이었|\s?씨(?:[\s는가]|$))/;
/** What may follow it where its last syllable ends few other words. */
export const bareEnd = /^(?:이|가|은|는|을|를|한테|에게|께서|이랑|\s|[.,]|$)/;
/** A word, or its beginning. */
export const hangulRun = /^[가-힣]{1,12}/;
/** A name in Latin letters. */
export const latinName = /^[A-Z][A-Za-z-]{1,19}(?: [A-Z][A-Za-z-]{1,19}){0,2}/;
/** "김 자 민 자 수 자", "김, 민, 수". */
export const spelledWithCharacter = /^[가-힣]\s?자,?\s[가-힣]\s?자(?:,?\s[가-힣]\s?자)?(?![가-힣])/;
/** Says of what was spelled that it was a name. */
export const spelledBehind = /^(?:이에요|예요|입니다|이요|요)\s(?:(?:제|저)\s)?(?:이름|성함)/;
/** Three syllables said singly by which somebody calls himself. */
export const spelledSelf = /^[가-힣][,.]?\s[가-힣][,.]?\s[가-힣](?:이라고|라고\s?[하해합]|입니다)/;
/** A name is often said as a whole when it was spelled, or said again when it was heard wrong. */
export const spelledBefore = /[가-힣]\s자\s(?:해서\s|요\s)?$/;
/** Three syllables said singly. */
export const spelledOut = /^[가-힣][,.]?\s[가-힣][,.]?\s[가-힣](?=입니다|이에요|예요|이요|요|이고|이라고|라고|\s|$)/;
