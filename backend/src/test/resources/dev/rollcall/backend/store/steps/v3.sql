-- A step forward, for SchemaTest.
ALTER TABLE event ADD COLUMN colour VARCHAR DEFAULT 'none';
