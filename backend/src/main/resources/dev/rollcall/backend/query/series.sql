-- Figures by point of a graph.
WITH source AS (
${source}
)
SELECT epoch_us(point),
  CAST(sum(requests) AS BIGINT),
  CAST(sum(errors_4xx) AS BIGINT),
  CAST(sum(errors_5xx) AS BIGINT),
  CAST(sum(duration_us) AS DOUBLE),
  CAST(sum(request_bytes) AS DOUBLE),
  CAST(sum(response_bytes) AS DOUBLE)
FROM source
GROUP BY point
