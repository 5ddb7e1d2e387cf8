-- End points with their durations, in one reading of the events: by API, method and route, most requests first.
WITH source AS (
${source}
),
part AS (
  SELECT api, method, route, bucket,
    sum(requests) AS requests,
    sum(counted) AS counted,
    coalesce(sum(counted) FILTER (WHERE status_class = 4), 0) AS errors_4xx,
    coalesce(sum(counted) FILTER (WHERE status_class = 5), 0) AS errors_5xx,
    sum(counted_us) AS duration_us,
    max(ts) AS last_ts
  FROM source
  GROUP BY api, method, route, bucket
)
SELECT api, method, route,
  CAST(sum(counted) AS BIGINT) AS total,
  CAST(sum(sum(counted)) OVER () AS BIGINT),
  CAST(sum(errors_4xx) AS BIGINT),
  CAST(sum(errors_5xx) AS BIGINT),
  CAST(sum(duration_us) AS DOUBLE),
  epoch_us(max(last_ts)),
  list(CAST(bucket AS BIGINT)) FILTER (WHERE requests > 0),
  list(CAST(requests AS BIGINT)) FILTER (WHERE requests > 0)
FROM part
GROUP BY api, method, route
ORDER BY total DESC, api, method NULLS LAST, route NULLS LAST
LIMIT :limit
