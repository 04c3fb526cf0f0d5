/** Something that is looked for. */
export interface Check {
  /** What it means where it is found. */
  readonly about: string;
  readonly remedy: string;
}
