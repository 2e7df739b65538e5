import listPrices from "./prices.json" with { type: "json" };

/**
 * Prices in US dollars, as configuration: `prices.json` is the list for ap-northeast-2, to be replaced by what your contract says.
 * - voice $0.018 a minute, for calls to us and calls of ours alike, by the second, at least 10 s: https://aws.amazon.com/connect/pricing/
 * - telephony, billed beside it and by direction (https://docs.aws.amazon.com/connect/latest/adminguide/granular-billing.html), by the second, at least a
 *   minute (https://blog.serverworks.co.jp/tech/2020/03/10/connect_per_second_billing/): inbound by country and kind of number, outbound by the country
 *   called, so both are 0 until you put yours in (pricing page)
 * - transcription $0.024 a minute in the first tier, one charge for both channels, at least 15 s: https://aws.amazon.com/transcribe/pricing/
 * - sentiment $0.0001 for each unit of 100 characters, at least 3 units: https://aws.amazon.com/comprehend/pricing/
 * - Standard transitions $0.0271 for a thousand (Seoul), Express runs $1 for a million: https://aws.amazon.com/step-functions/pricing/
 */
export type Prices = typeof listPrices;

/** What one contact has used. */
export interface ContactUsage {
  /** Who called: the customer, or we. */
  readonly direction: "inbound" | "outbound";
  /** Milliseconds for which the customer was connected; 0 for a call of ours that nobody took. */
  readonly connectedMs: number;
  /** Milliseconds of media that were transcribed. */
  readonly mediaMs: number;
  /** Utterances that were understood. */
  readonly utterances: number;
}

/**
 * What AWS charges for one contact, in US dollars, rounded to a millionth: voice and telephony minutes, transcription, one analysis of sentiment and one
 * Express run for each utterance (most are below 300 characters, hence the minimum), and the transitions of the machine `contact`. Compute time,
 * storage, logs and the agent's wages are not in it.
 */
export function contactCost(usage: ContactUsage, prices: Prices = listPrices): number {
  const { inboundTelephonyPerMinute, outboundTelephonyPerMinute } = prices;
  const telephonyPerMinute = usage.direction === "inbound" ? inboundTelephonyPerMinute : outboundTelephonyPerMinute;
  const voice = billedMinutes(usage.connectedMs, prices.voiceMinimumSeconds) * prices.voicePerMinute;
  const telephony = billedMinutes(usage.connectedMs, prices.telephonyMinimumSeconds) * telephonyPerMinute;
  const transcription =
    billedMinutes(usage.mediaMs, prices.transcriptionMinimumSeconds) * prices.transcriptionPerMinute;
  const understanding = usage.utterances * (prices.sentimentMinimumUnits * prices.sentimentPerUnit + prices.expressRun);
  const machine = prices.transitionsPerContact * prices.standardTransition;
  return Math.round((voice + telephony + transcription + understanding + machine) * 1e6) / 1e6;
}

function billedMinutes(milliseconds: number, minimumSeconds: number): number {
  return milliseconds <= 0 ? 0 : Math.max(milliseconds / 1_000, minimumSeconds) / 60;
}
