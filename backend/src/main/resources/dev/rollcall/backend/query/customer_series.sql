-- Requests of some customers by API and point of a graph.
WITH source AS (
${source}
)
SELECT customer_id, api, epoch_us(point), CAST(sum(requests) AS BIGINT)
FROM source
WHERE ${customers}
GROUP BY customer_id, api, point
ORDER BY api
