const digitOf: Readonly<Record<string, number>> = {
  영: 0,
  공: 0,
  일: 1,
  이: 2,
  삼: 3,
  사: 4,
  오: 5,
  육: 6,
  유: 6,
  륙: 6,
  칠: 7,
  팔: 8,
  구: 9,
};
const unitOf: Readonly<Record<string, number>> = { 십: 10, 시: 10, 백: 100, 천: 1_000 };

/**
 * The value of a number below 10,000 in Sino-Korean words ("천구백팔십이" is 1982) or digit by digit ("일구팔이"), or written in digits;
 * undefined for anything else. 유월 and 시월 have their own spelling, so 유 counts as 6 and 시 as 10.
 */
export function readSinoNumeral(text: string): number | undefined {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  if (text === "") return undefined;
  let sum = 0;
  let pending: number | undefined;
  let plain = "";
  let smallest = 10_000;
  for (const character of text) {
    const digit = digitOf[character];
    const unit = unitOf[character];
    if (digit !== undefined) {
      plain += String(digit);
      pending = pending === undefined ? digit : pending * 10 + digit;
    } else if (unit !== undefined && unit < smallest && (pending === undefined || pending < 10)) {
      sum += (pending ?? 1) * unit;
      pending = undefined;
      smallest = unit;
    } else {
      return undefined;
    }
  }
  if (smallest === 10_000) return Number(plain);
  return pending !== undefined && pending > 9 ? undefined : sum + (pending ?? 0);
}
