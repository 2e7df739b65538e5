import {
  bareCopula,
  bareEnd,
  calledSo,
  honorific,
  introduced,
  nameBehind,
  selfNamed,
  spelledBefore,
  takenBack,
} from "./korean-name-cues.ts";
import { hasTitle, isDouble, nameLength } from "./korean-name-length.ts";
import { notNames } from "./not-names.ts";
import { hasGivenName, isPlainName, isUnmistakableName, looksLikeName, mayBeName } from "./surnames.ts";

const selfCalling =
  /^(?:(?:네|예|아|여보세요|안녕하세요|안녕하십니까|반갑습니다)[,.]?\s){0,2}(?:안녕하세요|안녕하십니까|저는|전|나는)[,.]?\s$/;
const called = /^([가-힣]{3,6}?)(?:이라고|라고)$/;
/** Imperatives and questions: "하라고", "뭐라고", "아니라고". */
const noSelf = /(?:[하으말되시오리주보쓰들내가]|아니|누구|어디|[을를은는도만자원중객님품])$/;
/** Behind three syllables that make a name, whoever says it means somebody. */
const politeSelf = /^(?:입니다|이라고\s?(?:합|하))/;

/** Before an honorific or a title: "한가람 고객님". */
export function greetedLength(window: string, word: string): number | undefined {
  const size = nameLength(window, word, honorific, mayBeName);
  if (size === undefined || size < 3) return undefined;
  if (hasTitle(window)) return undefined;
  const isTitled = /^\s?(?:고객|씨|님|회원|여사)/.test(window.slice(size));
  return isTitled
    ? looksLikeName(word.slice(0, size)) || size > 3
      ? size
      : plainOrRare(word, size)
    : plainOrRare(word, size);
}

function plainOrRare(word: string, size: number): number | undefined {
  const name = word.slice(0, size);
  return isPlainName(name) ||
    (mayBeName(name) && !looksLikeName(name) && !notNames.has(name.slice(0, 2))) ||
    isDouble(name)
    ? size
    : undefined;
}

/** "저는 …라고 합니다": whoever says so of himself says his name, whatever it is made of. */
export function selfCalledLength(before: string, word: string): number | undefined {
  const name = selfCalling.test(before) ? called.exec(word)?.[1] : undefined;
  if (name === undefined || notNames.has(name) || notNames.has(name.slice(0, 2))) return undefined;
  const isCopula = name.endsWith("이") && (name.charCodeAt(name.length - 2) - 0xac00) % 28 !== 0;
  return isCopula || noSelf.test(name) ? undefined : name.length;
}

/** Before what callers say of their own name or of somebody's: "홍길동이라고 합니다". */
export function introducedLength(before: string, window: string, word: string): number | undefined {
  const behind = nameLength(window, word, nameBehind, mayBeName);
  if (
    behind !== undefined &&
    !notNames.has(word.slice(0, 2)) &&
    (isDouble(word) ||
      isPlainName(window.slice(0, behind).replace(" ", "")) ||
      (behind === 3 && hasGivenName(word.slice(0, 3))) ||
      /^\S+\s(?:제|저|내|성|이름)/.test(window))
  )
    return behind;
  const self = nameLength(window, word, selfNamed, mayBeName);
  if (self === undefined) return undefined;
  const name = word.slice(0, self);
  const rest = window.slice(self);
  if (spelledBefore.test(before) || (takenBack.test(before) && isPlainName(name))) return self;
  if (introduced.test(before) && self >= 3) {
    const isSelf = /(?:저는|전|나는|난|제가|내가|저|여기는|여기)[,.]?\s/.test(before);
    if (
      isPlainName(name) ||
      isDouble(name) ||
      (isSelf && looksLikeName(name) && !/[역점시구동군도로길읍면]$/.test(name))
    )
      return self;
    if (isSelf && /^(?:이라고|라고)\s?(?:합|하|해)/.test(rest)) return self;
  }
  if (self >= 3 && calledSo.test(rest) && (isDouble(name) || isPlainThird(name[2] ?? ""))) return self;
  if (
    before === "" &&
    /^(?:입니다|이에요|예요|인데|이고|이구|이라고|라고)/.test(rest) &&
    (isPlainName(name) || isDouble(name))
  )
    return self;
  return undefined;
}

/** Where nothing says that it is a name: before the copula, alone, or with a particle if its last syllable ends few other words. */
export function bareLength(window: string, word: string): number | undefined {
  const name = word.slice(0, 3);
  const rest = window.slice(3);
  if (isPlainName(name) && politeSelf.test(rest)) return 3;
  if (!isUnmistakableName(name)) return undefined;
  if (bareCopula.test(rest) && !/[로만인]$/.test(name)) return 3;
  return bareEnd.test(rest) &&
    !/[이가도로만인의은을자기고지시나라하해한예여구다들량율길서제화정원전주일성도]$/.test(name)
    ? 3
    : undefined;
}

/** Endings of everyday compounds ("배송중", "신청인"), which names rarely have. */
function isPlainThird(syllable: string): boolean {
  return syllable !== "" && !"중됨임자인비료금권증서님점가이기".includes(syllable);
}
