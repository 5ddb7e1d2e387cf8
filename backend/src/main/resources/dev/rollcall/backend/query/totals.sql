-- What all customers of a window come to.
WITH source AS (
${source}
)
SELECT
  CAST(coalesce(sum(requests), 0) AS BIGINT),
  count(DISTINCT customer_id),
  CAST(coalesce(sum(requests) FILTER (WHERE customer_id IS NULL), 0) AS BIGINT),
  CAST(coalesce(sum(errors_4xx), 0) AS BIGINT),
  CAST(coalesce(sum(errors_5xx), 0) AS BIGINT),
  CAST(sum(duration_us) AS DOUBLE),
  CAST(least(coalesce(sum(request_bytes), 0), 9223372036854775807) AS BIGINT),
  CAST(least(coalesce(sum(response_bytes), 0), 9223372036854775807) AS BIGINT)
FROM source
