const romanisedSurnames = new Set(
  (
    "kim lee yi park pak bak choi choe jung jeong chung kang gang cho jo yoon yun jang chang lim im rim han oh seo suh shin sin kwon gwon hwang ahn an song ryu yoo yu hong jeon jun ko go moon mun yang son sohn bae baek paik heo hur nam sim shim noh roh ha " +
    "kwak gwak sung seong cha joo ju woo koo gu ku min jin na ra eom um chae won chun cheon bang kong gong hyun hyeon ham byun byeon yeo choo chu do suk seok seol gil pyo myung ki wang"
  ).split(" "),
);

/** Whether a word in small letters is a Korean family name as it is written in Latin letters. */
export function isRomanisedSurname(word: string): boolean {
  return romanisedSurnames.has(word);
}
