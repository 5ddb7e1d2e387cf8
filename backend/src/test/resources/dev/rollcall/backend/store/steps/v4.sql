-- A step that breaks half way, for SchemaTest.
CREATE TABLE half_a_step (x INTEGER);
ALTER TABLE no_such_table ADD COLUMN y INTEGER;
