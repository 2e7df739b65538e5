const sampleRateHz = 16_000;
const fftSize = 400;

/**
 * The triangular mel filters that Whisper was trained with: `count` rows of `fftSize / 2 + 1` weights, one after the other.
 *
 * Slaney's mel scale (linear below 1 kHz, logarithmic above) with area normalisation, as `librosa.filters.mel` computes
 * it and as `whisper/assets/mel_filters.npz` holds it for 80 and 128 filters.
 */
export function melFilters(count: number): Float32Array {
  const bins = fftSize / 2 + 1;
  const top = hzToMel(sampleRateHz / 2);
  const edges = Array.from({ length: count + 2 }, (_, i) => melToHz((top * i) / (count + 1)));
  const filters = new Float32Array(count * bins);
  for (let row = 0; row < count; row++) {
    const [low = 0, centre = 0, high = 0] = edges.slice(row, row + 3);
    const area = 2 / (high - low);
    for (let bin = 0; bin < bins; bin++) {
      const hz = (bin * sampleRateHz) / fftSize;
      const weight = Math.min((hz - low) / (centre - low), (high - hz) / (high - centre));
      filters[row * bins + bin] = Math.max(0, weight) * area;
    }
  }
  return filters;
}

const hzPerMel = 200 / 3;
const logStartHz = 1000;
const logStartMel = logStartHz / hzPerMel;
const logStep = Math.log(6.4) / 27;

function hzToMel(hz: number): number {
  return hz < logStartHz ? hz / hzPerMel : logStartMel + Math.log(hz / logStartHz) / logStep;
}

function melToHz(mel: number): number {
  return mel < logStartMel ? mel * hzPerMel : logStartHz * Math.exp(logStep * (mel - logStartMel));
}
