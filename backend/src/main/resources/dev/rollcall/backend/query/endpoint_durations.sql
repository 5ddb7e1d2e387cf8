-- Requests of each end point by the bucket of their duration.
WITH source AS (
${source}
)
SELECT api, method, route, bucket, CAST(sum(requests) AS BIGINT)
FROM source
GROUP BY api, method, route, bucket
