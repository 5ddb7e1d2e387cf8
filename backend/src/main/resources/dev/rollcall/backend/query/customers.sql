-- Customers of a window in some order; those without an id are one row.
WITH source AS (
${source}
),
customer AS (
  SELECT customer_id,
    CAST(sum(requests) AS BIGINT) AS requests,
    min(first_ts) AS first_ts,
    max(last_ts) AS last_ts,
    CAST(sum(errors_4xx) AS BIGINT) AS errors_4xx,
    CAST(sum(errors_5xx) AS BIGINT) AS errors_5xx,
    CAST(sum(duration_us) AS DOUBLE) AS duration_us,
    CAST(least(sum(request_bytes), 9223372036854775807) AS BIGINT) AS request_bytes,
    CAST(least(sum(response_bytes), 9223372036854775807) AS BIGINT) AS response_bytes
  FROM source
  GROUP BY customer_id
),
matching AS (
  SELECT customer.*, customer_name.name, customer_name.kind
  FROM customer LEFT JOIN customer_name ON customer_name.customer_id = customer.customer_id
  WHERE TRUE ${matching}
)
SELECT customer_id, name, kind, requests, epoch_us(first_ts), epoch_us(last_ts), errors_4xx, errors_5xx, duration_us,
  request_bytes, response_bytes
FROM matching
WHERE TRUE ${after}
ORDER BY ${order}
LIMIT :limit
