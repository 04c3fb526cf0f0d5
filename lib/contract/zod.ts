import { z } from "zod";

// The pages' Content-Security-Policy forbids eval. zod tries whether it may use it as soon as a schema is made, and
// browsers report the attempt as a violation.
z.config({ jitless: true });

export { z };
