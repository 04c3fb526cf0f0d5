/**
 * How the answers of a test deviated from the OpenAPI document. setup.ts fails the test, even where the test caught the
 * error and went on.
 */
export const undescribed: string[] = [];
