-- Requests of some customers by the bucket of their duration.
WITH source AS (
${source}
)
SELECT customer_id, bucket, CAST(sum(requests) AS BIGINT)
FROM source
WHERE ${customers}
GROUP BY customer_id, bucket
