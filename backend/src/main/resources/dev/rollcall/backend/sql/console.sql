-- What the SQL console sees: views over the requests, and functions by the names that HogQL and ClickHouse have for them. Made anew at
-- each start. One statement ends with a semicolon at the end of a line.
CREATE SCHEMA IF NOT EXISTS console;

-- One row for each request: those of a rollup are told apart again, so that whatever is counted is right. A rolled up request has the
-- middle of its bucket for a duration, and its part of the bytes.
CREATE OR REPLACE VIEW console.requests AS
WITH pair AS (
  SELECT event.*, duration_buckets[number] AS bucket, duration_buckets[number + 1] AS requests,
    coalesce(list_sum(list_slice(duration_buckets, 2, number - 1, 2)), 0) AS before
  FROM (SELECT *, unnest(range(1, len(duration_buckets), 2)) AS number FROM main.event WHERE kind = 'api_request_rollup') AS event
),
single AS (
  -- In two steps, because the engine makes a whole list before it makes rows of it, and a rollup may be of a thousand million.
  SELECT *, unnest(range(part, least(part + 1024, requests))) AS place
  FROM (SELECT *, unnest(range(0, requests, 1024)) AS part FROM pair)
)
SELECT ts AS timestamp, api, customer_id, customer_name, customer_kind, customer_source, customer_accepted, end_user, plan, method,
  route, route_inferred, path, coalesce(route, path) AS endpoint, scheme, host, protocol, nullif(status, 0) AS status, error_type,
  outcome, duration_us, request_bytes, response_bytes, client_ip, country, user_agent, sdk_version, device, ai_agent, threat, service,
  instance, environment, agent_version, FALSE AS rolled_up, event_id, properties
FROM main.event
WHERE kind = 'api_request'
UNION ALL
SELECT ts AS timestamp, api, customer_id, customer_name, customer_kind, customer_source, customer_accepted, end_user, plan, method,
  route, route_inferred, path, coalesce(route, path) AS endpoint, scheme, host, protocol, nullif(status, 0) AS status, error_type,
  outcome,
  CASE WHEN bucket < 32 THEN bucket
    ELSE (CAST(16 + bucket % 16 AS BIGINT) << greatest(bucket // 16 - 1, 0)) + (CAST(1 AS BIGINT) << greatest(bucket // 16 - 1, 0)) // 2
    END AS duration_us,
  request_bytes // count + CASE WHEN before + place < request_bytes % count THEN 1 ELSE 0 END AS request_bytes,
  response_bytes // count + CASE WHEN before + place < response_bytes % count THEN 1 ELSE 0 END AS response_bytes,
  client_ip, country, user_agent, sdk_version, device, ai_agent, threat, service, instance, environment, agent_version,
  TRUE AS rolled_up, event_id, properties
FROM single;

-- The same as events with properties, which is how product analytics has them.
CREATE OR REPLACE VIEW console.events AS
SELECT event_id AS uuid, 'api_request' AS event, customer_id AS distinct_id, timestamp,
  struct_pack(
    customer_id := customer_id, customer_name := customer_name, customer_kind := customer_kind, customer_source := customer_source,
    customer_accepted := customer_accepted, end_user := end_user, plan := plan, api := api, method := method, endpoint := endpoint,
    route := route, route_inferred := route_inferred, path := path, scheme := scheme, host := host, protocol := protocol,
    status := status, error_type := error_type, outcome := outcome, duration_us := duration_us, request_bytes := request_bytes,
    response_bytes := response_bytes, client_ip := client_ip, country := country, ip_country := country, user_agent := user_agent,
    sdk_version := sdk_version, device := device, ai_agent := ai_agent, threat := threat, service := service,
    instance := instance, environment := environment, agent_version := agent_version, rolled_up := rolled_up, other := properties) AS properties
FROM console.requests;

-- Sums that stay when events are deleted by age.
CREATE OR REPLACE VIEW console.customer_days AS
SELECT day, api, customer_id, CAST(sum(requests) AS BIGINT) AS requests, CAST(sum(errors_4xx) AS BIGINT) AS errors_4xx,
  CAST(sum(errors_5xx) AS BIGINT) AS errors_5xx, CAST(sum(duration_us) AS DOUBLE) AS duration_us,
  CAST(sum(request_bytes) AS DOUBLE) AS request_bytes, CAST(sum(response_bytes) AS DOUBLE) AS response_bytes,
  min(first_ts) AS first_timestamp, max(last_ts) AS last_timestamp
FROM main.customer_day
GROUP BY day, api, customer_id;

CREATE OR REPLACE MACRO console.todate(x) AS CAST(x AS DATE);
CREATE OR REPLACE MACRO console.todatetime(x) AS CAST(x AS TIMESTAMP);
CREATE OR REPLACE MACRO console.tostring(x) AS CAST(x AS VARCHAR);
CREATE OR REPLACE MACRO console.toint(x) AS CAST(x AS BIGINT);
CREATE OR REPLACE MACRO console.tofloat(x) AS CAST(x AS DOUBLE);
CREATE OR REPLACE MACRO console.tostartofminute(x) AS date_trunc('minute', x);
CREATE OR REPLACE MACRO console.tostartofhour(x) AS date_trunc('hour', x);
CREATE OR REPLACE MACRO console.tostartofday(x) AS date_trunc('day', x);
CREATE OR REPLACE MACRO console.tostartofweek(x) AS date_trunc('week', x);
CREATE OR REPLACE MACRO console.tostartofmonth(x) AS date_trunc('month', x);
CREATE OR REPLACE MACRO console.tohour(x) AS hour(x);
CREATE OR REPLACE MACRO console.todayofweek(x) AS isodow(x);
CREATE OR REPLACE MACRO console.toyyyymm(x) AS year(x) * 100 + month(x);
CREATE OR REPLACE MACRO console.yesterday() AS CAST(get_current_timestamp() AS DATE) - 1;
CREATE OR REPLACE MACRO console.uniq(x) AS count(DISTINCT x);
CREATE OR REPLACE MACRO console.uniqexact(x) AS count(DISTINCT x);
CREATE OR REPLACE MACRO console.sumif(x, condition) AS sum(x) FILTER (WHERE condition);
CREATE OR REPLACE MACRO console.avgif(x, condition) AS avg(x) FILTER (WHERE condition);
CREATE OR REPLACE MACRO console.minif(x, condition) AS min(x) FILTER (WHERE condition);
CREATE OR REPLACE MACRO console.maxif(x, condition) AS max(x) FILTER (WHERE condition);
CREATE OR REPLACE MACRO console.uniqif(x, condition) AS count(DISTINCT x) FILTER (WHERE condition);
CREATE OR REPLACE MACRO console.now() AS CAST(get_current_timestamp() AS TIMESTAMP)
