#!/bin/sh
# Run once, by the image of PostgreSQL, when it makes its data folder: a role that owns its own database and nothing else.
set -eu
# By itself, so that a file that cannot be read ends the script.
password=$(cat /run/secrets/database_password)
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$password" <<'SQL'
CREATE ROLE latchkey LOGIN PASSWORD :'password';
CREATE DATABASE latchkey OWNER latchkey ENCODING 'UTF8' TEMPLATE template0;
SQL
