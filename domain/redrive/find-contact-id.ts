/** The form of Amazon Connect's contact ids. */
const contactIdForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Finds the contact that an input is about: the text itself, or what stands at `contactId` or `detail.contactId`. Only what has the form of a contact id
 * counts: a broken input may hold anything at its place.
 */
export function findContactId(input: unknown): string | undefined {
  if (typeof input === "string") return contactIdForm.test(input) ? input : undefined;
  if (typeof input !== "object" || input === null) return undefined;
  const own: unknown = Reflect.get(input, "contactId");
  const detail: unknown = Reflect.get(input, "detail");
  const nested: unknown = typeof detail === "object" && detail !== null ? Reflect.get(detail, "contactId") : undefined;
  return [own, nested].find(
    (candidate): candidate is string => typeof candidate === "string" && contactIdForm.test(candidate),
  );
}
