/** A JSON text with a blank behind each comma and colon, as Python prints it; numbers and texts keep their spelling. */
export function respaced(json: string): string {
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+|([,:])/g, (_, text: string | undefined, mark: string | undefined) =>
    mark === undefined ? (text ?? "") : `${mark} `,
  );
}
