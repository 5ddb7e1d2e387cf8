-- Requests and errors by hour of the day and day of the week (1 is Monday), in UTC.
WITH source AS (
${source}
),
-- First by the hours there are: what hour and what day it was is then asked of each of them, and not of each request.
single AS (
  SELECT point, sum(requests) AS requests, coalesce(sum(requests) FILTER (WHERE status_class IN (4, 5)), 0) AS errors
  FROM source
  GROUP BY point
)
SELECT hour(point), isodow(point), CAST(sum(requests) AS BIGINT), CAST(sum(errors) AS BIGINT)
FROM single
GROUP BY hour(point), isodow(point)
