-- Requests by API, method and route, most first.
-- Columns and order are those of endpoint_events.sql.
WITH source AS (
${source}
)
SELECT api, method, route,
  CAST(sum(requests) AS BIGINT) AS total,
  CAST(sum(sum(requests)) OVER () AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE status_class = 4), 0) AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE status_class = 5), 0) AS BIGINT),
  CAST(sum(duration_us) AS DOUBLE),
  epoch_us(max(last_ts))
FROM source
GROUP BY api, method, route
ORDER BY total DESC, api, method NULLS LAST, route NULLS LAST
LIMIT :limit
