/** A value that an event holds under a path. */
export type LeafValue = string | number | boolean | null;

/** What one entry of a pattern's list asks of a field: that it is absent, or that one of its values passes a test. */
export type Condition = "absent" | ((value: LeafValue) => boolean);
