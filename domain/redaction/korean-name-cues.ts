/*
 * What stands around Korean names. Windows of at most 40 characters are matched, never a whole text.
 */

const pause = "(?:(?:음|어|그|저|아|네|예|저기|그러니까|제가|저\\s말고|제가\\s아니[라고]+)[,.]?\\s){0,2}";
const relation =
  "(?:첫째|둘째|셋째|막내|큰애|작은애|큰딸|큰아들|막내딸|막내아들|남편|아내|와이프|부인|어머니|아버지|어머님|아버님|엄마|아빠|딸|아들|동생|여동생|남동생|언니|오빠|누나|형|친구|집사람|자녀|손녀|손자|손주|조카|사위|며느리|장모님|장인어른|시어머니|시아버지|이모|고모|삼촌|할머니|할아버지|아드님|따님|학생|학부모|원생|회원|신랑|신부|팀장|대표|원장|운전자|탑승자|탑승객|승객|투숙객|투숙자|방문자|참석자|참가자|신고자|소유자|소유주|차주|보증인|상속인|채무자|대표자|대리인|보호자|대리인|배우자|본인|고객|환자|직원|기사|상담사|상담원|매니저|담당자|아이|아기|애|애기)";
/** Words after which a name follows. */
export const announced = new RegExp(
  `(?:(?:이름|본명|실명|영문\\s?성?명|성함|성명|존함|예금주|명의자?|수취인|수령인|수령자|입금자|주문자|신청자|신청인|주문인|구매자|구매인|구입자|결제자|발신인|송금인|송금자|피보험자|수익자|가입인|계약인|임차인|계약자|가입자|고객|사용자|상담사|상담원|매니저|담당자|보호자|대리인|세대주|예약자|법정대리인)명?|받는\\s?(?:사람|분)|받으시는\\s?분|받으실\\s?분|보내는\\s?(?:사람|분)|보내신\\s?분|받으신\\s?분|동거인|세대원)(?:요|은요)?(?:\\s?(?:이름|성함)(?:이|은)?)?(?:은|는|이|가|으로는|란은|이요|도|만)?\\s?[:,]?\\s${pause}$`,
);
/** "성함이 어떻게 되세요". */
export const asked = new RegExp(
  `(?:이름|성함|존함|성명)(?:이|은|을)?\\s(?:어떻게\\s되\\S{1,4}|뭐\\S{0,6}|말씀\\S{0,3}(?:\\s\\S{1,4})?|(?:좀\\s)?(?:불러|알려|여쭤|대)\\s?\\S{1,6}(?:\\s(?:될까요|되나요|주세요))?|누구\\S{0,4})[?.]?\\s${pause}$`,
);
/** Relatives and others after whom a name may follow, with words between. */
export const related = new RegExp(
  `(?:^|[\\s\uE000])(?:저희\\s|우리\\s|제\\s)?${relation}(?:인|은|는|이|가|께서)?\\s(?:성함\\S?\\s|이름\\S?\\s)?$`,
);
/** "예금주명", "이름" without a space before the name are not read; these may stand where a name may ("고객센터"). */
export const noAnnouncement = /(?:고객|상담사|상담원|담당자|매니저|보호자|사용자|가입자|신청자)(?:도|만)?\s$/;
/** Words with which callers introduce themselves. */
export const introduced = new RegExp(
  `(?:^|[\\s,.?!\uE000])(?:저는|전|나는|난|제가|내가|저|여기는|여기|접니다|아니요|네|예|아|여보세요|안녕하세요|안녕하십니까)[,.]?\\s${pause}$`,
);
/** What follows an announced name. */
export const copula =
  /^(?:인디|이여|이유|이올시다|올시다|이래요?|이랍니다|이죠|이구만|이라고|라고|이라는|라는|이라서|라서|이에요|예요|에요|이예요|입니다|이세요|이십니다|세요|십니다|이신|신데|이셔|이시고|시고|이시구|시구|이었|였|이고요|이고|고요|이구요|구요|고|이요|요|인데요|인데|이거든요|거든요|이야|야|으로|로|이며|이랑|랑|이|가|은|는|을|를|의|도|하고|씨|님|고객|\s|[.,?!]|$)/;
/** What only a noun is followed by. */
export const strongCopula =
  /^(?:인디|이올시다|이여|이유|이래요?|이랍니다|이죠|이구만|이라고|라고\s?(?:합|하|해|했|불|등|돼|되|적|써|요)|이라는|이에요|예요|이예요|입니다|이세요|이십니다|이신데|이시고|시고요|이셔|이었|이고요|이구요|이고\s|인데요|이거든요|이요|님|\s?씨(?:\s|입|이|예|$)|이\s아니)/;
/** What makes a self-introduction of a name without "제 이름은". */
export const selfNamed =
  /^(?:이라고\s?(?:합|하|해|불|부|저장|등록|돼|되|적|전화|통화|아까|어제|방금)|라고\s?(?:합|하|해|불|부|저장|등록|돼|되|적)|입니다|이라는|라는\s(?:사람|고객|이름)|이에요|예요|인데요|이고요|이구요|이라고요|라고요|이거든요|이고\s|인데\s|이라서|인데$|이라\s?[하합해]|이었|였|이요(?=\s|[.,]|$)|요(?=\s|[.,]|$))/;
/** What callers say of how somebody is called. */
export const calledSo =
  /^(?:이라고|라고)\s?(?:합|하는|하고|해요|해서|불|저장|등록|적|돼|되|써|쓰|기재|들었|전화|통화|(?:아까|어제|오늘|방금|지난번에)\s\S)/;
/** Honorifics and titles behind a name; they stay. */
export const honorific =
  /^\s?(?:고객님|고객(?=인데|이에|입니|이고|이라|\s(?:맞|확인|본인|성함|연락|번호))|고객\s님|씨|님|회원님|사모님|어르신|선생님|여사|환자분|환자|매니저|과장|팀장|대리|부장|차장|실장|원장|교수|박사|대표|사장|기사|상담사|상담원|변호사|간호사|주임|사원|점장|이사님|선생)(?:님)?(?![가-힣]*(?:앗|름))(?=[\s,.?!]|이|은|는|을|를|께|한|맞|되|계|의|입|예|에|앞|으로|로|도|과|와|랑|하|께|인|시|였|가|네|라|처|$)/;
/** Words behind a name that say that it was one. */
export const nameBehind =
  /^(?:이에요|예요|입니다|이요|요|인데요|이라고요|라고요|이고요)\s(?:(?:제|저|내|저희)\s)?(?:이름|성함|성이|성은|본명)|^\s외\s(?:\S{1,3}\s?)?(?:명|인|분)|^[이가]\s(?:제|저희|본인)\s?(?:[가-힣]{1,3}\s)?(?:이름|성함|본명|딸|아들|동생|남편|아내|형|누나|언니|오빠)|^\s?(?:앞으로|이름으로|명의|계좌로|본인\s?맞)|^으?로\s(?:예약|가입|주문|등록|결제|계약|신청|접수|입금|보냈)/;
/** A family name alone follows. */
export const surnameCue = /(?:^|\s)성(?:은|이|씨는|씨가|함은)\s(?:[가-힣]{1,4}\s아니(?:라|고)\s)?$/;
/** What was said before is taken back: "… 아니고". */
export const takenBack = /([가-힣]{3})(?:은|는|이|가)?\s(?:아니(?:고요?|라|에요|요|다)?|말고)[,.]?\s$/;
/** What is said is taken back for another name. */
export const takingBack = /^(?:은|는|이|가)?\s(?:아니(?:고요?|라|에요|요|다)?|말고)[,.]?\s([가-힣]{3})/;
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
export const latinName = /^[A-Z][A-Za-z-]{1,19}(?:[ /][A-Z][A-Za-z-]{1,19}){0,2}/;
/** "김 자 민 자 수 자", "김, 민, 수". */
export const spelledWithCharacter =
  /^[가-힣]\s?자,?\s[가-힣]\s?자(?:,?\s[가-힣]\s?자)?(?=$|[\s,.]|님|씨|이|인|예|입|요|로|시|라|를|가|은)/;
/** Says of what was spelled that it was a name. */
export const spelledBehind =
  /^(?:이에요|예요|입니다|이요|요)\s(?:(?:제|저)\s)?(?:이름|성함)|^\s(?:엄마|아빠|어머니|아버지|고객|씨|님|본인)|^\s(?:우리|저희|제)\s(?:\S{2,4}\s)?(?:이름|성함)/;
/** Three syllables said singly by which somebody calls himself. */
export const spelledSelf = /^[가-힣][,.]?\s[가-힣][,.]?\s[가-힣](?:이라고|라고\s?[하해합]|입니다)/;
/** A name is often said as a whole when it was spelled, or said again when it was heard wrong. */
export const spelledBefore = /[가-힣]\s자\s(?:해서\s|요\s)?$/;
/** Three syllables said singly. */
export const spelledOut =
  /^[가-힣][,.]?\s[가-힣][,.]?\s[가-힣](?=입니다|이에요|예요|이요|요|이고|이라고|라고|이?라는|이라|인데|이시|시고|님|씨|[\s,.]|$)/;
/** What follows a given name that is said alone. */
export const givenBehind =
  /^\s?(?:씨|님)(?![가-힣]{2})|^이?\s(?:엄마|아빠|어머니|아버지|어머님|아버님|할머니|할아버지|보호자|이름|명의|앞으로)|^이?(?:랑|하고|한테|네)\s|^이(?:가|는|를|한테|랑|네|도|의)\s/;
/** What follows nouns: particles, the copula, honorifics, the end. */
export const nounEnd =
  /^(?:이|가|은|는|을|를|도|만|의|과|와|로|한테|에게|께|이랑|랑|하고|이하고|씨|님|고객|앞|명의|이름|이라|라고|라는|이에요|이예요|예요|에요|입니|인데|인지|이고|고요|고\s|구요|이요|이세|세요|이신|신데|시고|이시|시죠|이었|였|이며|맞|이거든|거든|이죠|죠|요(?=[\s.,?!]|$)|[^가-힣]|$)/;
/** What only nouns have behind them. */
export const sureNounEnd =
  /^(?:가\s|를\s|씨|님|한테|에게|\s?고객|\s?회원|입니다|이에요|예요|이라고|라고\s?[하해합]|라는\s(?:사람|이름)|이고요|이요(?=[\s.,]|$)|인데요|\s(?:이름|명의|앞으로|계좌|연락처|전화|번호)|야\s|(?:이?랑|하고)\s|\s(?:자매|형제|남매|부부|모녀|부자|모자)|$)/;
/** A given name of one syllable. */
export const shortGiven = /^(?![뭐왜이그저제내안])[가-힣](?=입니다|이에요|이고요|이고\s|이라고|이요|인데요)/;
/** Words behind which it stands. */
export const givenCue =
  /이름(?:은|이|만|이요|은요)\s$|(?:^|\s)외자(?:로는?|인데요?|라서|이?고요?|이?요|예요|이에요|입니다)?[,.]?\s(?:(?:음|어|그)\s)?$/;
/** What follows a name in Latin letters that nothing announces. */
export const latinBehind =
  /^\s?(?:씨|님|고객|이라는\s?(?:사람|이름)|라는\s?(?:사람|이름)|이라고\s?(?:합|하|해)|이?라고\s?(?:합|하|해|적|써|쓰|되|돼|나오|나와|등록)|으?로\s(?:되|돼|등록|적|예약|가입|나와|나오)|이름으로|명의로|앞으로)/;
/** "우리 지우가". */
export const oursBefore = new RegExp(`(?:^|[\\s\uE000])(?:우리|저희|제|${relation})\\s$`);
/** Somebody is called: "영희야 ", "민준아 ". */
export const vocative = /^[야아][,.]?\s/;
/** Any word may be a name before "님으로 예약". */
export const bookedBehind = /^\s?님(?:으로|\s?(?:앞으로|명의로?|이름으로))/;
/** Somebody in a part that they play: "발신자 …", "접수자는 …". */
export const roleBefore = /(?:^|\s)[가-힣]{1,4}(?:자|인)(?:명|은|는|이|가|도)?\s?[:,]?\s$/;
/** A bank and an account, or a telephone number, behind a name. */
export const accountBehind =
  /^\s(?:01[016789]|공일공|영일영)|^\s(?:[가-힣A-Z]{1,6}(?:은행|뱅크|금고)|농협|수협|신협|우체국|카뱅|토스|국민|신한|하나|우리|기업)\s?(?:은행\s?|계좌\s?)?[0-9공일이삼사오육칠팔구]/;
