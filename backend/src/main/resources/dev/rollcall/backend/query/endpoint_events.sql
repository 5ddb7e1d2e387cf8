-- End points with their durations, in one reading of the events: by API, method and route, most requests first.
-- Columns and order are those of endpoints.sql.
WITH source AS (
${source}
),
-- By class of status too: a sum for each class of every bucket takes a fifth longer.
part AS (
  SELECT api, method, route, status_class, bucket, sum(requests) AS requests, sum(duration_us) AS duration_us, max(ts) AS last_ts
  FROM source
  GROUP BY api, method, route, status_class, bucket
)
SELECT api, method, route,
  CAST(sum(requests) AS BIGINT) AS total,
  CAST(sum(sum(requests)) OVER () AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE status_class = 4), 0) AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE status_class = 5), 0) AS BIGINT),
  CAST(sum(duration_us) AS DOUBLE),
  epoch_us(max(last_ts)),
  list(CAST(bucket AS BIGINT)),
  list(CAST(requests AS BIGINT))
FROM part
GROUP BY api, method, route
ORDER BY total DESC, api, method NULLS LAST, route NULLS LAST
LIMIT :limit
