/** What says that the words before it were wrong, as a pattern: "아니", "죄송해요", "no", "let me start over". Longest first where one begins another. */
export const correctionWords =
  "아니(?:아니|다|요|에요|예요|고|야|지|네)?|아이(?:다|라)|그건\\s(?:옛날|예전|전)\\s?(?:거|번호|주소)\\S{0,3}|그게\\s?아니\\S{0,2}|(?:죄송|미안)(?:합니다|해요|한데요?|하지만)?|정정(?:할게요|합니다|이요|요)?|잘못\\s?(?:말했|불렀|말씀드렸|읽었)\\S{1,4}|틀렸\\S{1,4}|" +
  "다시\\s?(?:할게요|말씀드릴게요|말할게요|부를게요|불러\\s?드릴게요|불러드릴게요|처음부터)|처음부터\\s?다시(?:\\s?(?:할게요|부를게요|말씀드릴게요))?|" +
  "no|nope|sorry|wait|actually|i mean|make that|rather|correction|scratch that|strike that|oops|whoops|my (?:mistake|bad)|that's (?:wrong|not right|not it)|i (?:said|read) that wrong|" +
  "let me (?:start|try|say|do|read) (?:that |it )?(?:over|again)|(?:start|try)(?:ing)? (?:over|again)|let me correct that|excuse me|pardon me|apologies|hang on|hold on";

/** What is said while the speaker thinks, as a pattern. */
export const hesitationWords =
  "음+|어+|그|아+|저|저기|그러니까|그게|뭐더라|뭐였더라|뭐였지|뭐지|잠깐만?요?|잠시만?요?|가만|네|예|uh|um|er|erm|hmm|ah|oh|well|like|okay|ok|yeah|let me see|let's see|one (?:second|sec|moment)";

/** What leads from a correction to what is right: "no, it's", "sorry, that should be". */
export const resumingWords =
  "it's|it is|its|that's|that is|it should be|that should be|should be|make it|the|앞에|뒤에|맞는\\s?게|그게\\s?아니라";
