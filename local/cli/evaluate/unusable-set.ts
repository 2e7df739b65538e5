/** A file of labelled texts that cannot be used. The message names the file, the line where there is one, and the remedy. */
export class UnusableSet extends Error {
  override readonly name = "UnusableSet";
}
