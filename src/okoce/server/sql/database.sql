-- What each database needs. Run in the database, as a superuser; running it again changes nothing.
CREATE EXTENSION IF NOT EXISTS pg_trgm;     -- look-alike names
CREATE EXTENSION IF NOT EXISTS btree_gist;  -- periods that must not overlap

-- Only the database's owner makes tables.
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO okoce_owner;
GRANT USAGE ON SCHEMA public TO okoce_app, okoce_reader;

-- Tables that the owner makes later. A migration takes rights away again where rows must never change (facts).
ALTER DEFAULT PRIVILEGES FOR ROLE okoce_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO okoce_app;
ALTER DEFAULT PRIVILEGES FOR ROLE okoce_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO okoce_app;
ALTER DEFAULT PRIVILEGES FOR ROLE okoce_owner IN SCHEMA public
    GRANT SELECT ON TABLES TO okoce_reader;
