-- Requests of each end point by the bucket of their duration: of the events, because no sums know it.
WITH source AS (
${source}
)
SELECT api, method, route, bucket, CAST(sum(requests) AS BIGINT)
FROM source
GROUP BY api, method, route, bucket
