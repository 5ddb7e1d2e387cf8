-- Requests and errors by hour of the day and day of the week (1 is Monday), in UTC.
WITH source AS (
${source}
)
SELECT hour(point), isodow(point),
  CAST(sum(requests) AS BIGINT),
  CAST(coalesce(sum(requests) FILTER (WHERE status_class IN (4, 5)), 0) AS BIGINT)
FROM source
GROUP BY hour(point), isodow(point)
