  SELECT api, customer_id, point, ${duration_bucket} AS bucket, 1 AS requests, method, route
  FROM (
    SELECT *, exponent_or_more - CASE WHEN duration_us < (CAST(1 AS BIGINT) << exponent_or_more) THEN 1 ELSE 0 END AS exponent
    FROM (
      -- A logarithm in floating point may be one too large just below a power of two, and never too small.
      SELECT api, customer_id, method, route, CAST(${point} AS TIMESTAMP) AS point, duration_us,
        CAST(floor(log2(greatest(duration_us, 1))) AS BIGINT) AS exponent_or_more
      FROM event
      WHERE ts >= :from AND ts < :to AND kind = 'api_request' ${scope}
    )
  )
  UNION ALL
  SELECT api, customer_id, point, duration_buckets[pair] AS bucket, duration_buckets[pair + 1] AS requests, method, route
  FROM (
    SELECT api, customer_id, method, route, CAST(${point} AS TIMESTAMP) AS point, duration_buckets,
      unnest(range(1, len(duration_buckets), 2)) AS pair
    FROM event
    WHERE ts >= :from AND ts < :to AND kind = 'api_request_rollup' ${scope}
  )
