-- The APIs of a window.
WITH source AS (
${source}
)
SELECT api,
  CAST(sum(requests) AS BIGINT),
  count(DISTINCT customer_id),
  CAST(sum(errors_4xx) AS BIGINT),
  CAST(sum(errors_5xx) AS BIGINT),
  epoch_us(max(last_ts))
FROM source
GROUP BY api
ORDER BY 2 DESC, api
LIMIT 1000
