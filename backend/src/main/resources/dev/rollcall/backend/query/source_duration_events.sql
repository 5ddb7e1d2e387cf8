  -- Of a rollup a row for each of its buckets, of which the first also counts it. An imported one may have none.
  SELECT api, customer_id, point, ${duration_bucket} AS bucket, 1 AS requests, method, route, count AS counted, status_class,
    duration_us AS counted_us, ts
  FROM (
    SELECT *, exponent_or_more - CASE WHEN duration_us < (CAST(1 AS BIGINT) << exponent_or_more) THEN 1 ELSE 0 END AS exponent
    FROM (
      -- A logarithm in floating point may be one too large just below a power of two, and never too small.
      SELECT api, customer_id, method, route, CAST(${point} AS TIMESTAMP) AS point, duration_us, count, status // 100 AS status_class, ts,
        CAST(floor(log2(greatest(duration_us, 1))) AS BIGINT) AS exponent_or_more
      FROM event
      WHERE ts >= :from AND ts < :to AND kind = 'api_request' ${scope}
    )
  )
  UNION ALL
  SELECT api, customer_id, point, duration_buckets[pair] AS bucket, coalesce(duration_buckets[pair + 1], 0) AS requests, method, route,
    CASE WHEN pair = 1 THEN count ELSE 0 END AS counted, status_class, CASE WHEN pair = 1 THEN duration_us ELSE 0 END AS counted_us, ts
  FROM (
    SELECT api, customer_id, method, route, CAST(${point} AS TIMESTAMP) AS point, duration_buckets, count, duration_us,
      status // 100 AS status_class, ts, unnest(range(1, greatest(coalesce(len(duration_buckets), 0), 2), 2)) AS pair
    FROM event
    WHERE ts >= :from AND ts < :to AND kind = 'api_request_rollup' ${scope}
  )
