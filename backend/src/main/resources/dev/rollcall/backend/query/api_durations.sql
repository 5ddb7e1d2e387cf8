-- Requests of each API by the bucket of their duration.
WITH source AS (
${source}
)
SELECT api, bucket, CAST(sum(requests) AS BIGINT)
FROM source
GROUP BY api, bucket
