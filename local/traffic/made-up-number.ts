/** Area codes in turn; in each, 555-0100 to 555-0199 are kept for fiction. */
const americanAreaCodes = [202, 206, 212, 213, 214, 303, 305, 312, 404, 415] as const;
const numbersAnArea = 100;

/**
 * A telephone number that nobody has, E.164, another one for each index from 0 (9,999 Korean ones, 1,000 American ones): Korean mobile numbers of the block
 * 010-0000, American ones of 555-0100 to 555-0199 (https://nationalnanpa.com/number_resource_info/555_numbers.html).
 */
export function madeUpNumber(language: string, index: number): string {
  if (language === "ko-KR") return `+82100000${String(index + 1).padStart(4, "0")}`;
  const areaCode = americanAreaCodes[Math.floor(index / numbersAnArea) % americanAreaCodes.length];
  return `+1${areaCode}555${String(100 + (index % numbersAnArea)).padStart(4, "0")}`;
}
