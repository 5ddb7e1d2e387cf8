-- Version 1. One statement ends with a semicolon at the end of a line. Times are UTC.

-- Every event that was taken, in the order of arrival: only ever appended to, and deleted by age.
CREATE TABLE event (
  sequence BIGINT NOT NULL,
  event_id UUID NOT NULL,
  kind VARCHAR NOT NULL,
  ts TIMESTAMP NOT NULL,
  duration_us BIGINT NOT NULL,
  count INTEGER NOT NULL,
  duration_buckets INTEGER[],
  api VARCHAR NOT NULL,
  customer_id VARCHAR,
  customer_name VARCHAR,
  customer_kind VARCHAR,
  customer_source VARCHAR,
  customer_accepted BOOLEAN,
  end_user VARCHAR,
  credential_hash VARCHAR,
  plan VARCHAR,
  method VARCHAR,
  route VARCHAR,
  route_inferred BOOLEAN NOT NULL,
  path VARCHAR,
  scheme VARCHAR,
  host VARCHAR,
  protocol VARCHAR,
  status SMALLINT NOT NULL,
  error_type VARCHAR,
  outcome VARCHAR,
  request_bytes BIGINT NOT NULL,
  response_bytes BIGINT NOT NULL,
  client_ip VARCHAR,
  country VARCHAR,
  user_agent VARCHAR,
  sdk_version VARCHAR,
  device VARCHAR,
  ai_agent VARCHAR,
  threat VARCHAR,
  service VARCHAR,
  instance VARCHAR,
  environment VARCHAR,
  agent_version VARCHAR,
  properties MAP(VARCHAR, VARCHAR)
);

-- Which batches were taken: what makes a redelivery a no-op. In the same transaction as their events.
CREATE TABLE batch (
  instance VARCHAR NOT NULL,
  first_sequence BIGINT NOT NULL,
  count INTEGER NOT NULL,
  received TIMESTAMP NOT NULL
);

-- Sums, in the same transaction as the events. A key may have several rows until they are made one: always add up.
-- An absent customer, method or route is NULL here as it is in the events.
CREATE TABLE customer_day (
  api VARCHAR NOT NULL,
  customer_id VARCHAR,
  day DATE NOT NULL,
  requests BIGINT NOT NULL,
  errors_4xx BIGINT NOT NULL,
  errors_5xx BIGINT NOT NULL,
  duration_us HUGEINT NOT NULL,
  request_bytes HUGEINT NOT NULL,
  response_bytes HUGEINT NOT NULL,
  first_ts TIMESTAMP NOT NULL,
  last_ts TIMESTAMP NOT NULL
);

-- Requests by the bucket of their duration (DurationHistogram): percentiles without reading events.
CREATE TABLE customer_day_duration (
  api VARCHAR NOT NULL,
  customer_id VARCHAR,
  day DATE NOT NULL,
  bucket SMALLINT NOT NULL,
  requests BIGINT NOT NULL
);

CREATE TABLE route_hour (
  api VARCHAR NOT NULL,
  hour TIMESTAMP NOT NULL,
  method VARCHAR,
  route VARCHAR,
  status_class TINYINT NOT NULL,
  requests BIGINT NOT NULL,
  duration_us HUGEINT NOT NULL,
  request_bytes HUGEINT NOT NULL,
  response_bytes HUGEINT NOT NULL
);

-- What to call a customer, and what sort of thing its id names: whatever came last.
CREATE TABLE customer_name (
  customer_id VARCHAR PRIMARY KEY,
  name VARCHAR,
  kind VARCHAR
);
