-- Requests of a window by the bucket of their duration.
WITH source AS (
${source}
)
SELECT bucket, CAST(sum(requests) AS BIGINT)
FROM source
GROUP BY bucket
