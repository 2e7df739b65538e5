/** Weights or the native library are not on this machine and cannot be had. The message says what was tried and the remedy. */
export class ModelUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ModelUnavailable";
  }
}
