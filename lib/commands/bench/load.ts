import type { Target } from "./target";

/** One kind of request, sent over and over. */
export interface Load {
  readonly name: string;
  readonly target: Target;
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** What to send, or what gives the next one; without it requests have no body. */
  readonly body?: string | (() => string);
  /** What to do with the body of an answer, where bodies differ. */
  readonly answered?: (body: string) => void;
  readonly connections?: number;
  /** Questions a second, at a steady pace; without it as many as are answered. */
  readonly pace?: number;
  /** What goes on at the same time, for so many seconds. */
  readonly beside?: (seconds: number) => Promise<unknown>;
  /** Measures for so many seconds what bounds its rate: how many of the most expensive part are done in a second. */
  readonly limit?: (seconds: number) => Promise<number>;
}
