declare module "asl-validator" {
  /** Checks a definition, to which it adds each state's `QueryLanguage`. */
  export default function validator(definition: object): {
    readonly isValid: boolean;
    /** One mistake a line: its code and what is wrong where. */
    readonly errorsText: (separator?: string) => string;
  };
}
