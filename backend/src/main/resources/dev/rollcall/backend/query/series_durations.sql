-- Requests by point of a graph and bucket of their duration.
WITH source AS (
${source}
)
SELECT epoch_us(point), bucket, CAST(sum(requests) AS BIGINT)
FROM source
GROUP BY point, bucket
