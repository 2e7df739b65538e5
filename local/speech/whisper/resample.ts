const lobes = 24;

/**
 * 16-bit samples at one rate as ±1 floating-point samples at another, by windowed-sinc interpolation (Hann window, 24
 * zero crossings a side). Going down in rate, it filters away what would alias.
 */
export function resample(samples: Int16Array, rateHz: number, targetHz: number): Float32Array {
  const step = rateHz / targetHz;
  const output = new Float32Array(Math.floor(samples.length / step));
  if (step === 1) return Float32Array.from(samples, (sample) => sample / 32_768);
  const cutoff = Math.min(1, 1 / step);
  const reach = lobes / cutoff;
  const kernels = new Map<number, Float32Array>();
  for (let i = 0; i < output.length; i++) {
    const at = i * step;
    const centre = Math.floor(at);
    const phase = at - centre;
    const kernel = kernels.get(phase) ?? makeKernel(phase, reach, cutoff);
    kernels.set(phase, kernel);
    const first = centre - Math.floor(kernel.length / 2) + 1;
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) sum += (kernel[k] ?? 0) * (samples[first + k] ?? 0);
    output[i] = sum / 32_768;
  }
  return output;
}

function makeKernel(phase: number, reach: number, cutoff: number): Float32Array {
  const half = Math.ceil(reach);
  return Float32Array.from({ length: half * 2 }, (_, k) => {
    const distance = k - half + 1 - phase;
    if (Math.abs(distance) >= reach) return 0;
    const x = Math.PI * distance * cutoff;
    const sinc = x === 0 ? 1 : Math.sin(x) / x;
    return cutoff * sinc * (0.5 + 0.5 * Math.cos((Math.PI * distance) / reach));
  });
}
