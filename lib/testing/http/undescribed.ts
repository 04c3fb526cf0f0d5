/**
 * What the answers of a test had that the OpenAPI document does not describe. setup.ts fails a test for it, also where the
 * test expected an error and went on.
 */
export const undescribed: string[] = [];
