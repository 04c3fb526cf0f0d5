import type { Target } from "./target";

/** One row of the benchmark: a request, sent over and over. */
export interface Load {
  readonly name: string;
  readonly target: Target;
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  /** The body, or a function that returns the next one; without it requests have none. */
  readonly body?: string | (() => string);
  /** Called with the body of each 2xx response. */
  readonly onBody?: (body: string) => void;
  readonly connections?: number;
  /** Requests a second at a fixed rate; without it the full rate. */
  readonly rate?: number;
  /** Runs at the same time, for so many seconds. */
  readonly meanwhile?: (seconds: number) => Promise<unknown>;
  /** Measures for so many seconds what bounds the rate: how often a second its most expensive part can run. */
  readonly measureLimit?: (seconds: number) => Promise<number>;
}
