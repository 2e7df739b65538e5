/** The words of English numbers and dates, as alternatives of a pattern. */

export const zeroWords = "zero|oh|nought";
export const unitWords = "one|two|three|four|five|six|seven|eight|nine";
export const teenWords = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
export const tensWords = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
/** What is said before a digit to have it twice or three times. */
export const repeatWords = "double|triple";
export const unitOrdinals = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth";
export const monthWords = "january|february|march|april|may|june|july|august|september|october|november|december";
export const shortMonthWords = "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec";
