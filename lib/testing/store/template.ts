/** Set up once, before the tests on PostgreSQL: a database with all tables, of which each server's own is a copy. */

import { migrate } from "@/lib/store/migrations/migrate";
import { administer, TEMPLATE, TEST_SERVER, urlOf } from "./database";

export default async function setUp() {
  if (TEST_SERVER === undefined) return;
  const server = TEST_SERVER;
  const drop = () => administer(server, `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`);
  await drop();
  await administer(server, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(urlOf(server, TEMPLATE));
  return drop;
}
