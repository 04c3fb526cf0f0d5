import type { AccountShape } from "./account_shape";

/** Makes a schema once for each shape of accounts. */
export function perShape<Schema>(make: (shape: AccountShape) => Schema): (shape: AccountShape) => Schema {
  const made = new Map<string, Schema>();
  return (shape) => {
    const { nameIsAddress, hasEmail, hasAge, signUp } = shape;
    const key = [nameIsAddress, hasEmail, hasAge, signUp.username, signUp.email, signUp.age].join();
    const known = made.get(key) ?? make(shape);
    made.set(key, known);
    return known;
  };
}
