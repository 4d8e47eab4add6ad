-- The three database roles. Run once per server, as a superuser; running it again changes nothing.
-- okoce_owner   owns the tables and runs migrations
-- okoce_app     the web server and the worker: reads and writes rows, changes no table
-- okoce_reader  extraction for evaluation: reads only
-- On a server with passwords, set them afterwards:  \password okoce_app
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'okoce_owner') THEN
        CREATE ROLE okoce_owner LOGIN NOINHERIT;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'okoce_app') THEN
        CREATE ROLE okoce_app LOGIN NOINHERIT;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'okoce_reader') THEN
        CREATE ROLE okoce_reader LOGIN NOINHERIT;
    END IF;
END
$$;
-- CREATEDB for the tests, which make databases of their own; a production server may take it away.
ALTER ROLE okoce_owner NOSUPERUSER CREATEDB NOCREATEROLE;
ALTER ROLE okoce_app NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE okoce_reader NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE okoce_reader SET default_transaction_read_only = on;
