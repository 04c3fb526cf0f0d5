import { availableParallelism } from "node:os";

/** How many may be busy with hashes at once, in all processes of the app together. */
export const processors = availableParallelism();
