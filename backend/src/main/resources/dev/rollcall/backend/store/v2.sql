-- Version 2: percentiles of end points and of whole APIs without reading events, or the rows of every customer.

CREATE TABLE route_day_duration (
  api VARCHAR NOT NULL,
  method VARCHAR,
  route VARCHAR,
  day DATE NOT NULL,
  bucket SMALLINT NOT NULL,
  requests BIGINT NOT NULL
);

-- Of the events that are still kept; the sums before them know no end points' durations.
INSERT INTO route_day_duration
SELECT api, method, route, day, bucket, sum(requests)
FROM (
  SELECT api, method, route, CAST(ts AS DATE) AS day, 1 AS requests,
    CASE WHEN duration_us < 32 THEN duration_us
      ELSE (exponent - 3) * 16 + ((duration_us >> (exponent - 4)) & 15) END AS bucket
  FROM (
    SELECT *, exponent_or_more - CASE WHEN duration_us < (CAST(1 AS BIGINT) << exponent_or_more) THEN 1 ELSE 0 END AS exponent
    FROM (
      -- A logarithm in floating point may be one too large just below a power of two, and never too small.
      SELECT *, CAST(floor(log2(greatest(duration_us, 1))) AS BIGINT) AS exponent_or_more
      FROM (
        -- Imported files may hold what agents cannot send.
        SELECT api, method, route, ts, least(greatest(duration_us, 0), 4611686018427387903) AS duration_us
        FROM event
        WHERE kind = 'api_request'
      )
    )
  )
  UNION ALL
  SELECT api, method, route, CAST(ts AS DATE) AS day, duration_buckets[pair + 1] AS requests, duration_buckets[pair] AS bucket
  FROM (
    SELECT api, method, route, ts, duration_buckets, unnest(range(1, len(duration_buckets), 2)) AS pair
    FROM event
    WHERE kind = 'api_request_rollup'
  )
)
GROUP BY api, method, route, day, bucket;

CREATE TABLE api_day_duration (
  api VARCHAR NOT NULL,
  day DATE NOT NULL,
  bucket SMALLINT NOT NULL,
  requests BIGINT NOT NULL
);

INSERT INTO api_day_duration
SELECT api, day, bucket, sum(requests)
FROM customer_day_duration
GROUP BY api, day, bucket;

-- The last request of an end point; NULL where its event was deleted before this version.
ALTER TABLE route_hour ADD COLUMN last_ts TIMESTAMP;

UPDATE route_hour
SET last_ts = seen.last_ts
FROM (
  SELECT api, date_trunc('hour', ts) AS hour, method, route, status // 100 AS status_class, max(ts) AS last_ts
  FROM event
  WHERE kind <> 'agent_status'
  GROUP BY ALL
) AS seen
WHERE route_hour.api = seen.api AND route_hour.hour = seen.hour AND route_hour.method IS NOT DISTINCT FROM seen.method
  AND route_hour.route IS NOT DISTINCT FROM seen.route AND route_hour.status_class = seen.status_class;
