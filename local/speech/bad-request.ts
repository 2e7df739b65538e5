/** An Error named "BadRequestException", as Transcribe names a request whose parameters it refuses. */
export function badRequest(message: string): Error {
  const error = new Error(message);
  error.name = "BadRequestException";
  return error;
}
