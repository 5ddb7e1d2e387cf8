  SELECT api, customer_id, point, ${duration_bucket} AS bucket, 1 AS requests, method, route, status_class, duration_us, ts
  FROM (
    SELECT *, exponent_or_more - CASE WHEN duration_us < (CAST(1 AS BIGINT) << exponent_or_more) THEN 1 ELSE 0 END AS exponent
    FROM (
      -- A logarithm in floating point may be one too large just below a power of two, and never too small.
      SELECT api, customer_id, method, route, CAST(${point} AS TIMESTAMP) AS point, duration_us, status // 100 AS status_class, ts,
        CAST(floor(log2(greatest(duration_us, 1))) AS BIGINT) AS exponent_or_more
      FROM event
      WHERE ts >= :from AND ts < :to AND kind = 'api_request' ${scope}
    )
  )
  UNION ALL
  -- Of a rollup a row for each of its buckets, which come to its count; how long its requests took together is told by the first.
  SELECT api, customer_id, point, duration_buckets[pair] AS bucket, duration_buckets[pair + 1] AS requests, method, route, status_class,
    CASE WHEN pair = 1 THEN duration_us ELSE 0 END AS duration_us, ts
  FROM (
    SELECT api, customer_id, method, route, CAST(${point} AS TIMESTAMP) AS point, duration_buckets, status // 100 AS status_class,
      duration_us, ts, unnest(range(1, len(duration_buckets), 2)) AS pair
    FROM event
    WHERE ts >= :from AND ts < :to AND kind = 'api_request_rollup' ${scope}
  )
