/** The level of a frame in dB below full scale, without its mean (a constant offset is not sound). Silence is -96. */
export function frameLevel(frame: Int16Array): number {
  let sum = 0;
  let squares = 0;
  for (const sample of frame) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / frame.length;
  const power = squares / frame.length - mean * mean;
  return power < 1 ? -96 : Math.max(-96, 10 * Math.log10(power / 32_768 ** 2));
}
